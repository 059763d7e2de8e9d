package dev.tare.results.stats;

import org.apache.commons.statistics.distribution.TDistribution;

/**
 * How far one side lies from the other, with what is known of the uncertainty. The scale is the
 * estimator's: the natural logarithm of a ratio, or a plain difference.
 *
 * @param value the estimate
 * @param variance variance of the estimate, 0 or more
 * @param degreesOfFreedom how well the variance is known; above 0
 * @param interval the two-sided confidence interval; holds the value
 */
public record Estimate(double value, double variance, double degreesOfFreedom, Interval interval) {
  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException when one is out of its range or NaN
   */
  public Estimate {
    if (!Double.isFinite(value) || !(variance >= 0) || !(degreesOfFreedom > 0)) {
      throw new IllegalArgumentException(
          "estimate " + value + ", variance " + variance + ", df " + degreesOfFreedom);
    }
    if (interval == null || interval.lower() > value || interval.upper() < value) {
      throw new IllegalArgumentException(interval + " does not hold the estimate " + value);
    }
  }

  /**
   * An estimate with Student's interval.
   *
   * @param value the estimate
   * @param variance its variance, 0 or more
   * @param degreesOfFreedom of the variance, above 0
   * @param confidence of the interval, in the range (0, 1)
   */
  public static Estimate student(
      double value, double variance, double degreesOfFreedom, double confidence) {
    double arm = Student.quantile(1 - (1 - confidence) / 2, degreesOfFreedom) * Math.sqrt(variance);
    return new Estimate(value, variance, degreesOfFreedom, new Interval(value - arm, value + arm));
  }

  /**
   * The estimate with a further, independent source of spread that its own data cannot show.
   *
   * <p>The interval's arms are joined with the source's by their squares, after Zou and Donner,
   * "Construction of confidence limits about effect measures: a general approach", Statistics in
   * Medicine 27 (2008); variance and degrees of freedom after Satterthwaite (1946).
   *
   * @param source variance of the source, on this scale
   * @param confidence the interval's confidence, in the range (0, 1)
   */
  public Estimate widenedBy(SpreadPrior source, double confidence) {
    double added = 2 * source.sd() * source.sd();
    if (added == 0) {
      return this;
    }
    double arm = Student.quantile(1 - (1 - confidence) / 2, source.degreesOfFreedom());
    double square = arm * arm * added;
    double lower = value - Math.sqrt(square(value - interval.lower()) + square);
    double upper = value + Math.sqrt(square(interval.upper() - value) + square);
    double total = variance + added;
    double df = Student.satterthwaite(variance, degreesOfFreedom, added, source.degreesOfFreedom());
    return new Estimate(value, total, df, new Interval(lower, upper));
  }

  /**
   * The same estimate and interval for p-values of another distribution.
   *
   * @param df degrees of freedom, above 0: few where values far off are commoner than the
   *     interval's distribution has them
   */
  public Estimate withDegreesOfFreedom(double df) {
    return new Estimate(value, variance, df, interval);
  }

  private static double square(double x) {
    return x * x;
  }

  /**
   * One-sided p-value of "there is no difference" against "the value is above 0", by Student's t.
   *
   * @return in the range [0, 1]
   */
  public double pAboveZero() {
    return upperTail(value);
  }

  /**
   * One-sided p-value of "there is no difference" against "the value is below 0".
   *
   * @return in the range [0, 1]
   */
  public double pBelowZero() {
    return upperTail(-value);
  }

  private double upperTail(double distance) {
    if (variance == 0) {
      return distance > 0 ? 0 : 1;
    }
    return TDistribution.of(degreesOfFreedom).survivalProbability(distance / Math.sqrt(variance));
  }
}
