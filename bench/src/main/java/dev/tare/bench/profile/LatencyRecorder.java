package dev.tare.bench.profile;

import dev.tare.results.latency.LatencyHistogram;
import org.HdrHistogram.Histogram;

/** Latencies of one iteration. Recording one costs a few nanoseconds and allocates nothing. */
public final class LatencyRecorder {
  private final Histogram histogram = LatencyHistogram.empty();

  /** Starts an empty recorder; values keep three significant digits. */
  public LatencyRecorder() {}

  /**
   * Adds one latency; allocates nothing.
   *
   * @param ns 0 or more; more than ten minutes counts as ten minutes
   */
  public void record(long ns) {
    histogram.recordValue(Math.min(ns, LatencyHistogram.HIGHEST_NS));
  }

  /** Number of latencies recorded. */
  public long count() {
    return histogram.getTotalCount();
  }

  /** Forgets everything. */
  public void reset() {
    histogram.reset();
  }

  /** A copy of what was recorded. */
  public Histogram copy() {
    return histogram.copy();
  }
}
