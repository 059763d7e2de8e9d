package dev.tare.results.stats;

import java.util.Optional;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * The natural logarithm of the ratio of two means, with an interval.
 *
 * <p>The interval is the hull of two. One is the bootstrap's expanded percentile interval:
 * Hesterberg, "What Teachers Should Know About the Bootstrap", The American Statistician 69 (2015),
 * section 5.3; it widens the percentiles by Student's t and by sqrt(n/(n-1)), because percentiles
 * of a small sample's bootstrap are too narrow. With three or four blocks a side even its extremes
 * are too narrow, no resample being wider than the data. The other is therefore Student's t
 * interval of the logarithms of the means (delta method, Welch's degrees of freedom).
 */
public final class LogRatio {
  private LogRatio() {}

  /**
   * Estimates {@code ln(mean(run) / mean(baseline))}.
   *
   * @param baseline block means of the baseline, all above 0
   * @param run block means of the run, all above 0
   * @param confidence in the range (0, 1)
   * @param seed decides the resamples where they are not enumerated
   * @return empty when a side has one block, which shows no spread
   * @throws IllegalArgumentException when a value is 0 or negative
   */
  public static Optional<Estimate> estimate(
      Sample baseline, Sample run, double confidence, long seed) {
    if (!(baseline.min() > 0) || !(run.min() > 0)) {
      throw new IllegalArgumentException("a ratio needs values above 0");
    }
    if (baseline.size() < 2 || run.size() < 2) {
      return Optional.empty();
    }
    double value = Math.log(run.mean() / baseline.mean());
    double va = relativeVarianceOfMean(baseline);
    double vb = relativeVarianceOfMean(run);
    double df = Student.welch(va, baseline.size(), vb, run.size());
    double t = Student.quantile(1 - (1 - confidence) / 2, df);
    double arm = t * Math.sqrt(va + vb);
    Interval student = new Interval(value - arm, value + arm);
    if (va + vb == 0) {
      return Optional.of(new Estimate(value, 0, df, student));
    }
    double tail = expandedTail(t, narrowness(va, baseline.size(), vb, run.size()));
    Interval both = RatioBootstrap.of(baseline, run, seed).hull(student, tail);
    return Optional.of(new Estimate(value, va + vb, df, both));
  }

  private static double relativeVarianceOfMean(Sample sample) {
    return sample.varianceOfMean() / (sample.mean() * sample.mean());
  }

  /** How much too small the bootstrap's variance is: n/(n-1) when both sides have n blocks. */
  private static double narrowness(double va, int na, double vb, int nb) {
    return (va + vb) / (va * (na - 1) / na + vb * (nb - 1) / nb);
  }

  /** The percentile to read instead of (1 - confidence) / 2. */
  static double expandedTail(double t, double narrowness) {
    return NormalDistribution.of(0, 1).cumulativeProbability(-t * Math.sqrt(narrowness));
  }
}
