package dev.tare.results.verdict;

/** What is said of one metric of two runs. */
public enum Verdict {
  /** Worse by more than the tolerance: the whole interval lies beyond it. */
  REGRESSED("regressed"),
  /** Better by more than the tolerance: the whole interval lies beyond it. */
  IMPROVED("improved"),
  /** Proven the same: the whole interval lies inside the tolerance. */
  UNCHANGED("unchanged"),
  /** The evidence does not decide. */
  INCONCLUSIVE("inconclusive"),
  /** The run has no value because its forks failed. */
  FAILED("failed"),
  /** Only the run has it. */
  NEW("new"),
  /** Only the baseline has it. */
  GONE("gone");

  private final String id;

  Verdict(String id) {
    this.id = id;
  }

  /** The word for it in every output. */
  public String id() {
    return id;
  }
}
