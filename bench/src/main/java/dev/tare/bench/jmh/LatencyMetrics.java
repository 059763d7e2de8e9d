package dev.tare.bench.jmh;

import dev.tare.bench.profile.LatencyRecorder;
import dev.tare.bench.profile.MetricName;
import dev.tare.bench.profile.MetricRecorder;

/** Publishes the percentiles of one iteration. */
record LatencyMetrics(MetricName p50, MetricName p90, MetricName p99) {
  private static final int MEDIAN = 50;
  private static final int NINTH_DECILE = 90;
  private static final int LAST_CENTILE = 99;

  void publish(LatencyRecorder latencies, MetricRecorder recorder) {
    recorder.record(p50, latencies.percentileNs(MEDIAN));
    recorder.record(p90, latencies.percentileNs(NINTH_DECILE));
    recorder.record(p99, latencies.percentileNs(LAST_CENTILE));
  }
}
