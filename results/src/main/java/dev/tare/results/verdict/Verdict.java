package dev.tare.results.verdict;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

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

  /** Number of rows by verdict; every verdict has an entry. */
  static Map<Verdict, Integer> counts(List<Row> rows) {
    Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);
    for (Verdict verdict : values()) {
      counts.put(verdict, 0);
    }
    rows.forEach(row -> counts.merge(row.verdict(), 1, Integer::sum));
    return counts;
  }
}
