package dev.tare.results.run;

import java.util.Arrays;

/**
 * What a run found of a metric, in few numbers.
 *
 * @param kind the metric
 * @param mean mean of the block means, in the metric's unit; finite
 * @param standardError standard error of that mean, in the metric's unit, 0 or more; 0 for one
 *     block, which shows no spread
 * @param blocks how many blocks have the metric, 1 or more
 */
public record MetricMean(MetricKind kind, double mean, double standardError, int blocks) {
  /**
   * Checks.
   *
   * @throws IllegalArgumentException when the kind is missing or a number is out of its range
   */
  public MetricMean {
    if (kind == null || !Double.isFinite(mean)) {
      throw new IllegalArgumentException("metric " + kind + " has a mean of " + mean);
    }
    if (!Double.isFinite(standardError) || !(standardError >= 0) || blocks < 1) {
      throw new IllegalArgumentException(
          "metric " + kind.name() + " has a standard error of " + standardError);
    }
  }

  /**
   * The mean of a metric.
   *
   * @param metric has one block at least
   */
  public static MetricMean of(Metric metric) {
    double[] means = metric.blockMeans();
    double mean = Arrays.stream(means).average().orElseThrow();
    double squares = 0;
    for (double each : means) {
      squares += (each - mean) * (each - mean);
    }
    double error = means.length < 2 ? 0 : Math.sqrt(squares / (means.length - 1.0) / means.length);
    return new MetricMean(metric.kind(), mean, error, means.length);
  }
}
