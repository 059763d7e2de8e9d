package dev.tare.bench.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tare.results.latency.LatencyHistogram;
import dev.tare.results.latency.Percentile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class LatencyResultTest {
  @Test
  void mergingIterationsKeepsEveryOperationAndTheMeanOfTheirMeans() throws Exception {
    LatencyResult merged =
        sent(LatencyResult.of("x", 10, same(1000, 200)))
            .getIterationAggregator()
            .aggregate(
                List.of(
                    sent(LatencyResult.of("x", 10, same(1000, 200))),
                    sent(LatencyResult.of("x", 20, same(5000, 100)))));
    assertEquals(300, merged.latencies().getTotalCount());
    assertEquals(15, merged.getScore());
    assertEquals("x", merged.getLabel());
    assertTrue(merged.extendedInfo().contains("p50 = 1000 ns"), merged.extendedInfo());
    assertTrue(
        merged.extendedInfo().contains("p99.9 needs 2995 samples or more, there are 300"),
        merged.extendedInfo());
  }

  @Test
  void aPercentileOfSeveralIterationsIsThatOfAllTheirOperations() throws Exception {
    PercentileResult quick = new PercentileResult("x", Percentile.P99, same(1000, 290));
    PercentileResult slow = new PercentileResult("x", Percentile.P99, same(7000, 10));
    assertTrue(Double.isNaN(quick.getScore()), "290 samples do not tell it");
    double merged =
        quick.getIterationAggregator().aggregate(List.of(sent(quick), sent(slow))).getScore();
    assertEquals(7000, merged, 7);
  }

  /** As it goes from the fork to its host. */
  @SuppressWarnings("unchecked")
  private static <T> T sent(T result) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(result);
    }
    try (var in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return (T) in.readObject();
    }
  }

  private static Histogram same(long ns, long count) {
    Histogram histogram = LatencyHistogram.empty();
    histogram.recordValueWithCount(ns, count);
    return histogram;
  }
}
