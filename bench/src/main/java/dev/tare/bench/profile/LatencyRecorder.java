package dev.tare.bench.profile;

import org.HdrHistogram.Histogram;

/**
 * Latencies of one iteration. A percentile is given only when enough samples stand behind it: with
 * fewer than 1 / (1 - p) samples it would be the maximum under another name.
 */
public final class LatencyRecorder {
  private static final long HIGHEST_NS = 600_000_000_000L;
  private static final int DIGITS = 3;

  private final Histogram histogram = new Histogram(HIGHEST_NS, DIGITS);

  /** Starts an empty recorder; values keep three significant digits. */
  public LatencyRecorder() {}

  /**
   * Adds one latency; allocates nothing.
   *
   * @param ns 0 or more; more than ten minutes counts as ten minutes
   */
  public void record(long ns) {
    histogram.recordValue(Math.min(ns, HIGHEST_NS));
  }

  /** Number of latencies recorded. */
  public long count() {
    return histogram.getTotalCount();
  }

  /** Forgets everything. */
  public void reset() {
    histogram.reset();
  }

  /** A copy of what was recorded, to be merged with others'. */
  public Histogram copy() {
    return histogram.copy();
  }

  /**
   * The latency that a share of the samples does not exceed.
   *
   * @param percent in the range (0, 100), for instance 99
   * @return ns; missing when fewer than 100 / (100 - percent) samples stand behind it
   * @throws IllegalArgumentException when percent is out of range
   */
  public Reading<Double> percentileNs(int percent) {
    if (percent <= 0 || percent >= 100) {
      throw new IllegalArgumentException("percent must be in (0, 100), got " + percent);
    }
    long needed = (100 + (100 - percent) - 1) / (100 - percent);
    if (count() < needed) {
      return new Reading.Missing<>(
          "p" + percent + " needs " + needed + " samples or more, the iteration had " + count());
    }
    return new Reading.Value<>((double) histogram.getValueAtPercentile(percent));
  }
}
