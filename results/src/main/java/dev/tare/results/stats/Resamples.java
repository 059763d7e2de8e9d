package dev.tare.results.stats;

import java.util.ArrayList;
import java.util.List;

/** Every distinct resample with replacement of a small sample: its mean and its probability. */
final class Resamples {
  /** Far above any use, and small enough that two of them can be multiplied. */
  static final long MOST_COUNTED = 1 << 30;

  private final double[] means;
  private final double[] weights;

  private Resamples(double[] means, double[] weights) {
    this.means = means;
    this.weights = weights;
  }

  /** Number of multisets of size n from n values, C(2n-1, n); at most {@value #MOST_COUNTED}. */
  static long count(int n) {
    long count = 1;
    for (int i = 1; i <= n; i++) {
      count = count * (n - 1 + i) / i;
      if (count > MOST_COUNTED) {
        return MOST_COUNTED;
      }
    }
    return count;
  }

  static Resamples of(double[] values) {
    List<double[]> found = new ArrayList<>();
    enumerate(values, 0, values.length, 0, factorial(values.length), found);
    double total = Math.pow(values.length, values.length);
    return new Resamples(
        found.stream().mapToDouble(each -> each[0] / values.length).toArray(),
        found.stream().mapToDouble(each -> each[1] / total).toArray());
  }

  /** Chooses how often value {@code index} occurs; orders counts the arrangements so far. */
  private static void enumerate(
      double[] values, int index, int left, double sum, double orders, List<double[]> found) {
    if (index == values.length - 1) {
      found.add(new double[] {sum + left * values[index], orders / factorial(left)});
      return;
    }
    for (int times = 0; times <= left; times++) {
      double further = orders / factorial(times);
      enumerate(values, index + 1, left - times, sum + times * values[index], further, found);
    }
  }

  private static double factorial(int n) {
    double product = 1;
    for (int i = 2; i <= n; i++) {
      product *= i;
    }
    return product;
  }

  int size() {
    return means.length;
  }

  double mean(int i) {
    return means[i];
  }

  double weight(int i) {
    return weights[i];
  }
}
