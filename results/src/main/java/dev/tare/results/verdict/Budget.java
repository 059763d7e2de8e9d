package dev.tare.results.verdict;

import dev.tare.results.run.MetricKind;
import java.util.Optional;

/**
 * An absolute limit that metrics of a run must keep, whatever the baseline was.
 *
 * @param selector which metrics; of these, those that are measured in {@code unit}
 * @param bound which side of the limit is allowed
 * @param limit in the base unit, finite
 * @param unit base unit: {@code bytes}, {@code ns}, {@code tokens/s}, {@code 1} …; not blank
 * @param text bound and limit as they were written: {@code < 2 GiB}; not escaped
 * @param reason why there is this limit, one line, not escaped
 */
public record Budget(
    Selector selector,
    Bound bound,
    double limit,
    String unit,
    String text,
    Optional<String> reason) {
  /**
   * Checks the limit.
   *
   * @throws IllegalArgumentException when the limit is not finite, or unit or text are blank
   */
  public Budget {
    if (!Double.isFinite(limit) || unit.isBlank() || text.isBlank()) {
      throw new IllegalArgumentException(
          "a budget needs a limit and a unit, got " + limit + " '" + unit + "' '" + text + "'");
    }
  }

  /** Whether that metric must keep the limit. */
  public boolean isOf(Subject subject, MetricKind kind) {
    return kind.unit().equals(unit) && selector.matches(subject, kind);
  }
}
