package dev.tare.bench.profile;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * The values of one iteration, by metric: each is measured, or missing with a reason. A value
 * stands over a reason.
 */
public final class MetricRecorder {
  private final Map<MetricName, Double> values = new EnumMap<>(MetricName.class);
  private final Map<MetricName, String> reasons = new EnumMap<>(MetricName.class);
  private final Map<LatencyMetrics, Histogram> latencies = new EnumMap<>(LatencyMetrics.class);

  /** Starts an empty recorder. */
  public MetricRecorder() {}

  /**
   * Sets a metric's value of this iteration.
   *
   * @param name the metric
   * @param value in its unit; a value that is not finite counts as missing
   */
  public synchronized void record(MetricName name, double value) {
    if (Double.isFinite(value)) {
      values.put(name, value);
      reasons.remove(name);
    } else {
      missing(name, "the measurement came out as " + value);
    }
  }

  /** Sets a metric from a reading. */
  public synchronized void record(MetricName name, Reading<? extends Number> reading) {
    if (reading instanceof Reading.Value<? extends Number> present) {
      record(name, present.value().doubleValue());
    } else if (reading instanceof Reading.Missing<? extends Number> absent) {
      missing(name, absent.reason());
    }
  }

  /**
   * Sets the latencies of this iteration's operations.
   *
   * @param metrics what was timed
   * @param meanNs the mean, which the histogram would round
   * @param recorded the latencies; copied
   */
  public synchronized void record(LatencyMetrics metrics, double meanNs, LatencyRecorder recorded) {
    record(metrics.mean(), meanNs);
    if (values.containsKey(metrics.mean())) {
      latencies.put(metrics, recorded.copy());
    }
  }

  /**
   * Says why a metric has no value in this iteration.
   *
   * @param name the metric
   * @param reason one line
   */
  public synchronized void missing(MetricName name, String reason) {
    if (!values.containsKey(name)) {
      reasons.put(name, reason.strip().replaceAll("\\s*\\R\\s*", " "));
    }
  }

  /** Forgets everything, before an iteration. */
  public synchronized void clear() {
    values.clear();
    reasons.clear();
    latencies.clear();
  }

  /** The latencies of this iteration; a copy of the map. */
  public synchronized Map<LatencyMetrics, Histogram> latencies() {
    Map<LatencyMetrics, Histogram> copy = new EnumMap<>(LatencyMetrics.class);
    copy.putAll(latencies);
    return Collections.unmodifiableMap(copy);
  }

  /** The values of this iteration; a copy. */
  public synchronized Map<MetricName, Double> values() {
    Map<MetricName, Double> copy = new EnumMap<>(MetricName.class);
    copy.putAll(values);
    return Collections.unmodifiableMap(copy);
  }

  /** Why metrics have no value in this iteration; a copy. */
  public synchronized Map<MetricName, String> reasons() {
    Map<MetricName, String> copy = new EnumMap<>(MetricName.class);
    copy.putAll(reasons);
    return Collections.unmodifiableMap(copy);
  }
}
