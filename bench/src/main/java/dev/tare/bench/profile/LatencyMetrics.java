package dev.tare.bench.profile;

import dev.tare.results.latency.Percentile;
import dev.tare.results.run.MetricKind;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Metrics whose single operations are told apart, and the percentiles that are metrics too. */
public enum LatencyMetrics {
  /** One generated token, through the C API. */
  DECODED_TOKEN(
      MetricName.DECODE_LATENCY,
      Map.of(
          Percentile.P50, MetricName.DECODE_P50,
          Percentile.P90, MetricName.DECODE_P90,
          Percentile.P99, MetricName.DECODE_P99)),
  /** One call of the image model. */
  IMAGE(
      MetricName.IMAGE_LATENCY,
      Map.of(
          Percentile.P50, MetricName.IMAGE_P50,
          Percentile.P90, MetricName.IMAGE_P90,
          Percentile.P99, MetricName.IMAGE_P99)),
  /** The first token of one request, through the public API. */
  FIRST_TOKEN(MetricName.TIME_TO_FIRST_TOKEN, Map.of());

  private final MetricName mean;
  private final Map<Percentile, MetricName> percentiles;

  LatencyMetrics(MetricName mean, Map<Percentile, MetricName> percentiles) {
    this.mean = mean;
    this.percentiles = Collections.unmodifiableMap(new TreeMap<>(percentiles));
  }

  /** The mean of an iteration, beside whose samples the histogram stands. */
  public MetricName mean() {
    return mean;
  }

  /** The percentiles that runs are compared by. */
  public Map<Percentile, MetricName> percentiles() {
    return percentiles;
  }

  /** The metrics that belong to a mean. */
  public static Optional<LatencyMetrics> of(MetricKind mean) {
    return Arrays.stream(values()).filter(metrics -> metrics.mean.kind().equals(mean)).findFirst();
  }
}
