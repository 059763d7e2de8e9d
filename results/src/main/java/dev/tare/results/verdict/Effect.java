package dev.tare.results.verdict;

import dev.tare.results.stats.Interval;
import java.util.Optional;

/**
 * How large a change is.
 *
 * @param scale what the numbers mean
 * @param change the change from the baseline, or from the level, to the run
 * @param judged interval of the change with every known source of spread; the verdict rests on it
 * @param measured interval from the blocks of these two runs alone
 * @param tolerance the largest change that does not matter, above 0
 * @param smallestAlarm the smallest change for the worse that would have been flagged with this
 *     spread, above 0; infinite where so few blocks flag none
 * @param level what earlier runs let expect of an unchanged program, in the metric's unit: the
 *     change is from there, not from the baseline's mean; empty when nothing was learned
 */
public record Effect(
    Scale scale,
    double change,
    Interval judged,
    Interval measured,
    double tolerance,
    double smallestAlarm,
    Optional<Double> level) {
  /** An effect of two runs alone. */
  public Effect(
      Scale scale,
      double change,
      Interval judged,
      Interval measured,
      double tolerance,
      double smallestAlarm) {
    this(scale, change, judged, measured, tolerance, smallestAlarm, Optional.empty());
  }

  /** What an effect's numbers mean. */
  public enum Scale {
    /** Relative to the baseline: 0.05 is 5 % more. */
    RELATIVE,
    /** In the metric's unit. */
    ABSOLUTE;

    /**
     * A value of the scale on which is judged, as readers know it: of a logarithm of a ratio the
     * change, of a difference itself.
     */
    public double readable(double value) {
      return this == RELATIVE ? Math.expm1(value) : value;
    }

    /** The same of both bounds. */
    public Interval readable(Interval interval) {
      return new Interval(readable(interval.lower()), readable(interval.upper()));
    }
  }

  /** Whether these two runs, taken by themselves, agree within the tolerance. */
  public boolean agreesAsMeasured() {
    double below = scale == Scale.RELATIVE ? tolerance / (1 + tolerance) : tolerance;
    return measured.lower() >= -below && measured.upper() <= tolerance;
  }
}
