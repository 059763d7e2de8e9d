package dev.tare.results.verdict;

import dev.tare.results.run.MetricKind;
import java.util.List;
import java.util.Optional;

/**
 * One metric of one cell or model file on both sides.
 *
 * @param subject what it belongs to
 * @param kind the metric
 * @param verdict what is said of it
 * @param baseline the baseline's value; empty when it has none
 * @param run the run's value; empty when it has none
 * @param effect how large the change is; empty when it has no interval
 * @param notes why, and what would decide; one line each, not escaped
 * @param excuse why an alarm does not count in the exit code: it is known, or muted; one line, not
 *     escaped
 */
public record Row(
    Subject subject,
    MetricKind kind,
    Verdict verdict,
    Optional<Side> baseline,
    Optional<Side> run,
    Optional<Effect> effect,
    List<String> notes,
    Optional<String> excuse) {
  /** Copies the notes. */
  public Row {
    notes = List.copyOf(notes);
  }

  /** A row without an excuse. */
  public Row(
      Subject subject,
      MetricKind kind,
      Verdict verdict,
      Optional<Side> baseline,
      Optional<Side> run,
      Optional<Effect> effect,
      List<String> notes) {
    this(subject, kind, verdict, baseline, run, effect, notes, Optional.empty());
  }

  /** The same row with an excuse. */
  Row withExcuse(String text) {
    return new Row(subject, kind, verdict, baseline, run, effect, notes, Optional.of(text));
  }

  /**
   * The change for the worse in multiples of the tolerance; below 0 when it is for the better.
   * Infinite for exact metrics that differ, 0 where nothing can be said.
   */
  public double badness() {
    if (effect.isEmpty()) {
      return verdict == Verdict.REGRESSED
          ? Double.POSITIVE_INFINITY
          : verdict == Verdict.IMPROVED ? Double.NEGATIVE_INFINITY : 0;
    }
    double multiples = effect.get().change() / effect.get().tolerance();
    return switch (kind.better()) {
      case LOWER -> multiples;
      case HIGHER -> -multiples;
      case SAME -> Math.abs(multiples);
    };
  }
}
