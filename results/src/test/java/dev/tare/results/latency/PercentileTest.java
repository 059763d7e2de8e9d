package dev.tare.results.latency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PercentileTest {
  /** R: for (p in c(.5, .9, .99, .999)) print(ceiling(log(0.05) / log(p))). */
  @ParameterizedTest
  @CsvSource({"P50, p50, 5", "P90, p90, 29", "P99, p99, 299", "P99_9, p99.9, 2995"})
  void aPercentileNeedsASampleBeyondItWith95PercentConfidence(
      Percentile percentile, String label, long needed) {
    assertEquals(label, percentile.label());
    assertEquals(needed, percentile.neededSamples());
    assertTrue(percentile.of(samples(needed - 1)).isEmpty());
    assertTrue(percentile.of(samples(needed)).isPresent());
    assertEquals(
        label + " needs " + needed + " samples or more, there are 3", percentile.shortage(3));
  }

  @Test
  void percentilesKeepThreeDigits() {
    Histogram latencies = samples(10_000);
    assertEquals(5_000_000, Percentile.P50.of(latencies).orElseThrow(), 5_000);
    assertEquals(9_000_000, Percentile.P90.of(latencies).orElseThrow(), 9_000);
    assertEquals(9_900_000, Percentile.P99.of(latencies).orElseThrow(), 9_900);
    assertEquals(9_990_000, Percentile.P99_9.of(latencies).orElseThrow(), 9_990);
  }

  private static Histogram samples(long count) {
    Histogram histogram = LatencyHistogram.empty();
    for (int i = 1; i <= count; i++) {
      histogram.recordValue(i * 1000L);
    }
    return histogram;
  }
}
