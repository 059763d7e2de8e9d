package dev.tare.results.stats;

import java.util.Arrays;
import java.util.List;

/** The block means of one side, with their first two moments. Immutable. */
public final class Sample {
  private final double[] values;
  private final double mean;
  private final double variance;

  private Sample(double[] values, double mean, double variance) {
    this.values = values;
    this.mean = mean;
    this.variance = variance;
  }

  /**
   * Copies the values.
   *
   * @param values at least one finite value
   * @throws IllegalArgumentException when there is none or one is not finite
   */
  public static Sample of(double... values) {
    if (values.length == 0 || !Arrays.stream(values).allMatch(Double::isFinite)) {
      throw new IllegalArgumentException("a sample needs finite values");
    }
    double mean = Arrays.stream(values).sum() / values.length;
    double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    return new Sample(values.clone(), mean, values.length < 2 ? 0 : squares / (values.length - 1));
  }

  /** The same from a list. */
  public static Sample of(List<Double> values) {
    return of(values.stream().mapToDouble(Double::doubleValue).toArray());
  }

  /** Number of values, at least 1. */
  public int size() {
    return values.length;
  }

  /** Arithmetic mean. */
  public double mean() {
    return mean;
  }

  /** Unbiased variance; 0 for a single value. */
  public double variance() {
    return variance;
  }

  /** Variance of the mean; 0 for a single value, whose spread is unknown. */
  public double varianceOfMean() {
    return variance / values.length;
  }

  /** The middle value, or the mean of the two in the middle. */
  public double median() {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }

  /** The smallest value. */
  public double min() {
    return Arrays.stream(values).min().orElseThrow();
  }

  /** The largest value. */
  public double max() {
    return Arrays.stream(values).max().orElseThrow();
  }

  /** A copy of the values. */
  public double[] values() {
    return values.clone();
  }
}
