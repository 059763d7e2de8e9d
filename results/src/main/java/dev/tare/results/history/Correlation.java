package dev.tare.results.history;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * How much a run resembles the one before it beyond the level that both share.
 *
 * <p>Of a series in which each deviation is φ times the one before plus something new, the variance
 * of differences over k runs is in proportion to 1 − φᵏ. So the variance over one run, divided by
 * the mean of those over two to four, gives φ; and a step, which touches few differences, hardly
 * matters where the spread is measured robustly: S. Chakar, E. Lebarbier, C. Lévy-Leduc and S.
 * Robin, "A robust approach for estimating change-points in the mean of an AR(1) process",
 * Bernoulli 23 (2017). Theirs are the scale estimate Qn and lags of one and two; here it is the
 * mean absolute difference, those beyond three times the median cut there, which takes linear time,
 * and two lags more, which halve the estimate's variance.
 *
 * <p>One series alone tells φ to about ±1.6/√n. Series of one machine share most of what makes runs
 * alike, so each estimate is drawn towards their mean, and that towards 0 when there are few (an
 * empirical-Bayes estimate: B. Efron and C. Morris, "Stein's Estimation Rule and Its Competitors",
 * JASA 68, 1973). Negative values, which would make steps stand out more, count as 0.
 */
public final class Correlation {
  /** The least series that tells anything of its correlation. */
  private static final int LEAST = 20;

  /** Beyond, differences between runs are all that is left. */
  private static final double MOST = 0.9;

  /**
   * Variance of an estimate from n values, times n: 2.2 of independent ones to 2.6 where φ is 0.6.
   */
  private static final double VARIANCE = 2.5;

  /** Variance of φ between the series of one machine, as far as is known beforehand. */
  private static final double BETWEEN_SERIES = 0.1 * 0.1;

  /** Variance of a machine's mean φ about 0, as far as is known beforehand. */
  private static final double BETWEEN_MACHINES = 0.15 * 0.15;

  private static final double CUT = 3;
  private static final int MOST_LAGS = 4;

  private Correlation() {}

  /**
   * The estimate from one series alone.
   *
   * @param values by time, finite
   * @return in the range [−1, 1]; empty for series of fewer than 20 values
   */
  public static OptionalDouble alone(double... values) {
    if (values.length < LEAST) {
      return OptionalDouble.empty();
    }
    double ofOne = square(spread(values, 1));
    double ofMore = 0;
    for (int lag = 2; lag <= MOST_LAGS; lag++) {
      ofMore += square(spread(values, lag)) / (MOST_LAGS - 1);
    }
    return OptionalDouble.of(ofMore == 0 ? 0 : solved(ofOne / ofMore));
  }

  private static double square(double value) {
    return value * value;
  }

  /** The φ of a ratio of variances, which falls from 3 at −1 to 1 / 3 at 1, by halving. */
  private static double solved(double ratio) {
    double low = -1;
    double high = 1;
    for (int i = 0; i < 40; i++) {
      double middle = (low + high) / 2;
      if (ratio(middle) > ratio) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }

  /** (1 − φ) / mean of 1 − φᵏ over the lags, with 1 − φ taken out of both. */
  private static double ratio(double correlation) {
    double sum = 1;
    double more = 0;
    for (int lag = 2; lag <= MOST_LAGS; lag++) {
      sum = 1 + correlation * sum;
      more += sum / (MOST_LAGS - 1);
    }
    return 1 / more;
  }

  /**
   * The correlation of each of several series that belong together.
   *
   * @param series each by time, finite
   * @return in the same order, each in the range [0, 0.9]
   */
  public static double[] together(List<double[]> series) {
    double weights = 1 / BETWEEN_MACHINES;
    double sum = 0;
    for (double[] values : series) {
      OptionalDouble alone = alone(values);
      if (alone.isPresent()) {
        double weight = 1 / (VARIANCE / values.length + BETWEEN_SERIES);
        weights += weight;
        sum += weight * alone.getAsDouble();
      }
    }
    double mean = sum / weights;
    return series.stream().mapToDouble(values -> drawn(values, mean)).toArray();
  }

  private static double drawn(double[] values, double mean) {
    OptionalDouble alone = alone(values);
    if (alone.isEmpty()) {
      return Math.max(0, mean);
    }
    double own = values.length / VARIANCE;
    double shared = 1 / BETWEEN_SERIES;
    double drawn = (own * alone.getAsDouble() + shared * mean) / (own + shared);
    return Math.max(0, Math.min(MOST, drawn));
  }

  private static double spread(double[] values, int lag) {
    double[] differences = new double[values.length - lag];
    Arrays.setAll(differences, i -> Math.abs(values[i + lag] - values[i]));
    Arrays.sort(differences);
    double cut = CUT * differences[differences.length / 2];
    return Arrays.stream(differences).map(each -> Math.min(each, cut)).sum() / differences.length;
  }

  /**
   * What is new in each value: the value less φ times the one before. A step keeps its place.
   *
   * @param values by time, finite
   * @param correlation φ, in the range [0, 1)
   * @return as many values
   */
  static double[] removed(double[] values, double correlation) {
    double[] fresh = new double[values.length];
    Arrays.setAll(fresh, i -> values[i] - correlation * values[Math.max(0, i - 1)]);
    return fresh;
  }

  /**
   * By how much the variance of a mean of many values exceeds that of independent ones.
   *
   * @param correlation φ, in the range [0, 1)
   * @return 1 or more
   */
  static double inflation(double correlation) {
    return (1 + correlation) / (1 - correlation);
  }
}
