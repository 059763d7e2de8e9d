package dev.tare.results.roofline;

import java.util.Arrays;
import java.util.List;

/**
 * An interval for the median that assumes nothing of the distribution: from one order statistic to
 * the one as far from the other end, so that the binomial probability of the median lying outside
 * is as small as asked for (Conover, "Practical Nonparametric Statistics", 3rd ed., section 3.2).
 *
 * @param lower the lower end
 * @param median the sample's median
 * @param upper the upper end
 */
record MedianInterval(double lower, double median, double upper) {
  /**
   * The interval of a sample.
   *
   * @param samples 1 or more
   * @param miss the probability of not holding the median, in the range (0, 1); where the sample is
   *     too small for it, the interval is the whole sample
   */
  static MedianInterval of(List<Double> samples, double miss) {
    double[] sorted = samples.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int n = sorted.length;
    int cut = 0;
    double tail = Math.pow(0.5, n);
    double term = tail;
    // The next order statistic in may be taken while P(X <= cut) of Binomial(n, 1/2) stays small.
    while (2 * (cut + 1) < n && 2 * (tail + term * (n - cut) / (cut + 1)) <= miss) {
      term *= (double) (n - cut) / (cut + 1);
      tail += term;
      cut++;
    }
    return new MedianInterval(sorted[cut], median(sorted), sorted[n - 1 - cut]);
  }

  private static double median(double[] sorted) {
    int n = sorted.length;
    return Arrays.stream(sorted, (n - 1) / 2, n / 2 + 1).average().orElseThrow();
  }
}
