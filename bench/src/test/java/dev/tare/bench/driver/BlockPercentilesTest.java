package dev.tare.bench.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tare.bench.profile.MetricName;
import dev.tare.results.latency.LatencyHistogram;
import dev.tare.results.run.Absent;
import dev.tare.results.run.Block;
import dev.tare.results.run.Metric;
import java.util.List;
import java.util.Optional;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class BlockPercentilesTest {
  @Test
  void aBlockHasOneSampleOfAllItsOperations() {
    BlockPercentiles derived = BlockPercentiles.of(List.of(tokens(400, 500)));
    assertEquals(List.of(), derived.absent());
    Metric p99 = metric(derived, MetricName.DECODE_P99).orElseThrow();
    assertEquals(2, p99.blocks().size());
    assertEquals(1, p99.blocks().get(0).samples().size());
    assertEquals(396_000, p99.blocks().get(0).samples().get(0), 396);
    assertEquals(495_000, p99.blocks().get(1).samples().get(0), 495);
    assertTrue(metric(derived, MetricName.DECODE_P50).isPresent());
    assertTrue(metric(derived, MetricName.DECODE_LATENCY).isPresent());
  }

  @Test
  void aPercentileThatOneBlockCannotTellIsToldByNone() {
    BlockPercentiles derived = BlockPercentiles.of(List.of(tokens(400, 298)));
    assertTrue(metric(derived, MetricName.DECODE_P99).isEmpty());
    assertTrue(metric(derived, MetricName.DECODE_P90).isPresent());
    assertEquals(
        List.of(
            new Absent(
                "decodeTokenLatencyP99Ns",
                "block 2: p99 needs 299 samples or more, there are 298")),
        derived.absent());
  }

  @Test
  void whatWasToldBeforeIsWithdrawnWhenALaterBlockCannotTellIt() {
    List<Metric> first = BlockPercentiles.of(List.of(tokens(400))).metrics();
    List<Metric> withSecond =
        first.stream().map(m -> m.kind().equals(tokens(1).kind()) ? tokens(400, 9) : m).toList();
    BlockPercentiles derived = BlockPercentiles.of(withSecond);
    assertTrue(metric(derived, MetricName.DECODE_P90).isEmpty());
    assertEquals(2, metric(derived, MetricName.DECODE_P50).orElseThrow().blocks().size());
  }

  @Test
  void blocksOfAnEarlierProgramRemainAsTheyWere() {
    Metric old = new Metric(MetricName.IMAGE_P50.kind(), List.of(new Block(0, List.of(5.0, 6.0))));
    Metric mean =
        new Metric(
            MetricName.IMAGE_LATENCY.kind(), List.of(new Block(0, List.of(7.0)), block(1, 40)));
    Metric p50 =
        metric(BlockPercentiles.of(List.of(mean, old)), MetricName.IMAGE_P50).orElseThrow();
    assertEquals(List.of(5.0, 6.0), p50.blocks().get(0).samples());
    assertEquals(1, p50.blocks().get(1).samples().size());
  }

  private static Optional<Metric> metric(BlockPercentiles derived, MetricName name) {
    return derived.metrics().stream().filter(m -> m.kind().equals(name.kind())).findFirst();
  }

  private static Metric tokens(int... samples) {
    List<Block> blocks =
        java.util.stream.IntStream.range(0, samples.length)
            .mapToObj(i -> block(i, samples[i]))
            .toList();
    return new Metric(MetricName.DECODE_LATENCY.kind(), blocks);
  }

  private static Block block(int index, int samples) {
    Histogram histogram = LatencyHistogram.empty();
    for (int i = 1; i <= samples; i++) {
      histogram.recordValue(i * 1000L);
    }
    return new Block(index, List.of(1.0), Optional.of(LatencyHistogram.of(histogram)));
  }
}
