package dev.tare.results.run;

import java.util.Arrays;

/**
 * What a run found of a metric, in one number.
 *
 * @param kind the metric
 * @param mean mean of the block means, in the metric's unit; finite
 */
public record MetricMean(MetricKind kind, double mean) {
  /**
   * Checks.
   *
   * @throws IllegalArgumentException when the kind is missing or the mean is not finite
   */
  public MetricMean {
    if (kind == null || !Double.isFinite(mean)) {
      throw new IllegalArgumentException("metric " + kind + " has a mean of " + mean);
    }
  }

  /**
   * The mean of a metric.
   *
   * @param metric has one block at least
   */
  public static MetricMean of(Metric metric) {
    return new MetricMean(
        metric.kind(), Arrays.stream(metric.blockMeans()).average().orElseThrow());
  }
}
