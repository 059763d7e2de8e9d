package dev.tare.results.verdict;

/** What is said of one metric and its limit; the worst stands first. */
public enum BudgetVerdict {
  /** Beyond the limit: the whole interval is. */
  OVER("over"),
  /** The run has no value to hold to the limit. */
  NOT_MEASURED("not measured"),
  /** The interval lies across the limit. */
  INCONCLUSIVE("inconclusive"),
  /** Inside the limit: the whole interval is. */
  KEPT("kept");

  private final String id;

  BudgetVerdict(String id) {
    this.id = id;
  }

  /** The words for it in every output. */
  public String id() {
    return id;
  }
}
