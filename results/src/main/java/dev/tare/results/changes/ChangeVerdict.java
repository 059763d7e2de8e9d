package dev.tare.results.changes;

/** What is said of a change that was found in a history. */
public enum ChangeVerdict {
  /** For the worse, by more than the tolerance. */
  REGRESSED("regressed"),
  /** For the better, by more than the tolerance. */
  IMPROVED("improved"),
  /** There is a change, but within the tolerance. */
  TOLERATED("tolerated");

  private final String id;

  ChangeVerdict(String id) {
    this.id = id;
  }

  /** The word for it in every output. */
  public String id() {
    return id;
  }
}
