package dev.tare.results.report;

import dev.tare.results.changes.ChangeVerdict;
import dev.tare.results.changes.HistoryReport;
import dev.tare.results.changes.SharedStep;
import java.util.OptionalDouble;

/** What a history is about, in words. */
final class HistorySummary {
  private HistorySummary() {}

  /** {@code 412 runs of 2 machines, 2025-09-01 to 2026-11-20}. */
  static String runs(HistoryReport report) {
    String days =
        report.first().isEmpty() || report.last().isEmpty()
            ? ""
            : ", " + report.first().get().day() + " to " + report.last().get().day();
    return counted(report.runs(), "run", "runs")
        + " of "
        + counted(report.machines(), "machine", "machines")
        + days;
  }

  /** {@code 1040 series with 398220 values}. */
  static String series(HistoryReport report) {
    return report.series() + " series with " + counted(report.values(), "value", "values");
  }

  /** {@code 2 regressed, 1 improved, 3 known or muted, 12 within the tolerance since …}. */
  static String counts(HistoryReport report) {
    String text =
        report.changes(ChangeVerdict.REGRESSED).size()
            + " regressed, "
            + report.changes(ChangeVerdict.IMPROVED).size()
            + " improved, "
            + report.excused().size()
            + " known or muted, "
            + report.changes(ChangeVerdict.TOLERATED).size()
            + " within the tolerance";
    if (!report.shared().isEmpty()) {
      text = counted(report.shared().size(), "step", "steps") + " of a whole machine; else " + text;
    }
    return dated(report, text);
  }

  private static String dated(HistoryReport report, String text) {
    return report.since().map(day -> "since " + day + ": " + text).orElse(text);
  }

  /**
   * {@code 41 of 50 series of machine d58e… step with run …, by 12.0 % in the median: 38 regressed,
   * 2 improved, 1 within the tolerance …}; not escaped.
   */
  static String shared(SharedStep step) {
    OptionalDouble size = step.medianSize();
    return step.changes().size()
        + " of "
        + step.series()
        + " series of machine "
        + step.fingerprint()
        + " step with run "
        + step.from().id()
        + (size.isEmpty() ? "" : ", by " + Digits.percent(size.getAsDouble()) + " % in the median")
        + ": "
        + step.count(ChangeVerdict.REGRESSED)
        + " regressed, "
        + step.count(ChangeVerdict.IMPROVED)
        + " improved, "
        + step.count(ChangeVerdict.TOLERATED)
        + " within the tolerance. Look for what they share, such as the machine itself";
  }

  /** How many of them chance may have made. */
  static String chance(HistoryReport report) {
    return "By chance alone at most "
        + Digits.significant(report.falseChanges(), 2)
        + " of these would be expected.";
  }

  private static String counted(long number, String one, String many) {
    return number + " " + (number == 1 ? one : many);
  }
}
