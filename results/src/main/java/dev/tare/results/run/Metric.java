package dev.tare.results.run;

import dev.tare.results.latency.LatencyHistogram;
import java.util.List;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/**
 * A measured metric of one cell.
 *
 * @param kind name, unit, direction and assumption
 * @param blocks the samples, by ascending block index; blocks whose fork failed are absent
 */
public record Metric(MetricKind kind, List<Block> blocks) {
  /**
   * Copies and checks the blocks.
   *
   * @throws IllegalArgumentException when the kind is null or blocks are null or not ascending, or
   *     a time or rate is negative, or latencies stand by what is no time
   */
  public Metric {
    if (kind == null || blocks == null) {
      throw new IllegalArgumentException("a metric needs a kind and blocks");
    }
    blocks = List.copyOf(blocks);
    blocks.forEach(block -> rejectNegative(kind, block));
    if (!kind.unit().equals("ns") && blocks.stream().anyMatch(b -> b.latencies().isPresent())) {
      throw new IllegalArgumentException(
          "metric " + kind.name() + ": a histogram of latencies, but its unit is " + kind.unit());
    }
    for (int i = 1; i < blocks.size(); i++) {
      if (blocks.get(i).block() <= blocks.get(i - 1).block()) {
        throw new IllegalArgumentException(
            "metric "
                + kind.name()
                + ": block indexes must ascend, got "
                + blocks.get(i - 1).block()
                + " then "
                + blocks.get(i).block());
      }
    }
  }

  private static void rejectNegative(MetricKind kind, Block block) {
    if (kind.isTimeOrRate() && block.samples().stream().anyMatch(sample -> sample < 0)) {
      throw new IllegalArgumentException(
          "metric " + kind.name() + ", block " + block.block() + ": " + kind.unit() + " below 0");
    }
  }

  /**
   * Every operation behind the samples, merged over the blocks; decoded anew by each call.
   *
   * @return ns; empty when no block tells operations apart
   */
  public Optional<Histogram> latencies() {
    List<LatencyHistogram> parts =
        blocks.stream().flatMap(block -> block.latencies().stream()).toList();
    return parts.isEmpty() ? Optional.empty() : Optional.of(LatencyHistogram.merged(parts));
  }

  /** One mean per block, in block order. */
  public double[] blockMeans() {
    return blocks.stream().mapToDouble(Block::mean).toArray();
  }

  /** The same metric as it was before a block was run. */
  public Metric before(int block) {
    return new Metric(kind, blocks.stream().filter(each -> each.block() < block).toList());
  }
}
