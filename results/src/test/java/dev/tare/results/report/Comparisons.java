package dev.tare.results.report;

import dev.tare.results.verdict.Comparison;
import dev.tare.results.verdict.FailedCell;
import dev.tare.results.verdict.Row;
import dev.tare.results.verdict.Verdict;
import java.util.Arrays;
import java.util.List;

/** Comparisons that no two runs would give. */
final class Comparisons {
  private Comparisons() {}

  /** Another comparison as if it were only of a few metrics. */
  static Comparison shortened(Comparison whole) {
    List<Row> rows =
        Arrays.stream(Verdict.values())
            .flatMap(verdict -> whole.rows(verdict).stream().limit(2))
            .toList();
    return with(whole, rows, whole.failures(), whole.notes());
  }

  /** Another comparison's runs with rows, failed cells and notes that are made up. */
  static Comparison with(
      Comparison other, List<Row> rows, List<FailedCell> failures, List<String> notes) {
    return new Comparison(
        other.baseline(),
        other.run(),
        other.machine(),
        other.policy(),
        rows,
        other.budgets(),
        failures,
        other.history(),
        notes);
  }
}
