package dev.tare.results.experience;

import dev.tare.results.stats.Estimate;
import dev.tare.results.stats.Interval;
import dev.tare.results.stats.Student;

/**
 * How far a run's metric lies from where it should, on the scale of logarithms.
 *
 * @param log what the run found
 * @param low the lower end of where it should lie
 * @param high the upper end; the same where the level is known
 * @param variance of the distance
 * @param degreesOfFreedom how well the variance is known, above 0
 */
record Distance(double log, double low, double high, double variance, double degreesOfFreedom) {
  /** The distance itself; 0 within. */
  double value() {
    return from(0);
  }

  private double from(double off) {
    double moved = log - off;
    return moved < low ? moved - low : Math.max(0, moved - high);
  }

  /**
   * The distance with its interval.
   *
   * @param off what is taken off the run's value
   * @param added further variance, 0 or more
   * @param addedDegreesOfFreedom how well that is known, above 0
   * @param confidence in the range (0, 1)
   */
  Estimate estimate(double off, double added, double addedDegreesOfFreedom, double confidence) {
    double total = variance + added;
    double df = Student.satterthwaite(variance, degreesOfFreedom, added, addedDegreesOfFreedom);
    double arm = Student.quantile(1 - (1 - confidence) / 2, df) * Math.sqrt(total);
    double moved = log - off;
    return new Estimate(from(off), total, df, new Interval(moved - high - arm, moved - low + arm));
  }
}
