package dev.tare.results.latency;

import java.util.Locale;
import java.util.OptionalDouble;
import org.HdrHistogram.Histogram;

/**
 * A percentile of latencies, and the rule by which one may be told. With n samples the greatest of
 * them lies beyond the true percentile p with probability 1 − pⁿ; a percentile is told only when
 * that is {@link #CONFIDENCE} or more, so when something of the tail it speaks of was seen (S. S.
 * Wilks, "Determination of Sample Sizes for Setting Tolerance Limits", Annals of Mathematical
 * Statistics 12, 1941). That takes 5, 29, 299 and 2,995 samples.
 */
public enum Percentile {
  /** The median. */
  P50(50),
  /** Nine of ten are not slower. */
  P90(90),
  /** 99 of 100 are not slower. */
  P99(99),
  /** 999 of 1000 are not slower. */
  P99_9(99.9);

  /** How sure it must be that a sample lies beyond the percentile. */
  public static final double CONFIDENCE = 0.95;

  private final double percent;

  Percentile(double percent) {
    this.percent = percent;
  }

  /** {@code p50}, {@code p99.9}. */
  public String label() {
    return "p" + (percent == Math.rint(percent) ? "" + (int) percent : "" + percent);
  }

  /** How many samples it needs. */
  public long neededSamples() {
    return (long) Math.ceil(Math.log(1 - CONFIDENCE) / Math.log(percent / 100));
  }

  /**
   * The latency that this share of the samples does not exceed.
   *
   * @param latencies the samples
   * @return ns; empty when there are fewer than {@link #neededSamples()}
   */
  public OptionalDouble of(Histogram latencies) {
    return latencies.getTotalCount() < neededSamples()
        ? OptionalDouble.empty()
        : OptionalDouble.of(latencies.getValueAtPercentile(percent));
  }

  /** Why it is not told. */
  public String shortage(long samples) {
    return String.format(
        Locale.ROOT,
        "%s needs %d samples or more, there are %d",
        label(),
        neededSamples(),
        samples);
  }
}
