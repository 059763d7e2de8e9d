package dev.tare.results.verdict;

import dev.tare.results.run.MetricKind;
import dev.tare.results.stats.Interval;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One metric of one cell or model file held to a limit.
 *
 * @param subject what it belongs to; patterns instead of names when nothing in the run matches
 * @param kind the metric; the pattern instead of a name when nothing in the run matches
 * @param budget the limit
 * @param value the run's value; without block means when it was not measured
 * @param interval of the mean of the block means, in the metric's unit; empty when the mean alone
 *     decides or there is none
 * @param verdict what is said of it
 * @param notes why; one line each, not escaped
 */
public record BudgetRow(
    Subject subject,
    MetricKind kind,
    Budget budget,
    Side value,
    Optional<Interval> interval,
    BudgetVerdict verdict,
    List<String> notes) {
  /** Copies the notes. */
  public BudgetRow {
    notes = List.copyOf(notes);
  }

  /** The mean of the block means, in the metric's unit; empty when it was not measured. */
  public OptionalDouble mean() {
    return value.blockMeans().isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(value.mean());
  }

  /**
   * How far beyond its limit the value is, relative to the limit; below 0 inside it. 0 when it was
   * not measured.
   */
  public double excess() {
    if (mean().isEmpty()) {
      return 0;
    }
    double beyond =
        budget.bound().allowsLess() ? value.mean() - budget.limit() : budget.limit() - value.mean();
    return beyond / Math.max(Math.abs(budget.limit()), Double.MIN_NORMAL);
  }
}
