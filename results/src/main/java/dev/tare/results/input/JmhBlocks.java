package dev.tare.results.input;

import dev.tare.results.latency.LatencyHistogram;
import dev.tare.results.latency.Percentile;
import dev.tare.results.run.Absent;
import dev.tare.results.run.Assumption;
import dev.tare.results.run.Better;
import dev.tare.results.run.Block;
import dev.tare.results.run.Metric;
import dev.tare.results.run.MetricKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.function.Function;
import org.HdrHistogram.Histogram;

/** Forks of JMH as blocks of a run. */
final class JmhBlocks {
  private static final List<Percentile> PERCENTILES =
      List.of(Percentile.P50, Percentile.P90, Percentile.P99);

  private JmhBlocks() {}

  /**
   * A block for each fork that has a score, at the fork's index.
   *
   * @param scores the scores
   * @param factor turns them into base units
   * @throws IllegalArgumentException when a score is out of a block's range
   */
  static List<Block> of(JmhScores scores, double factor) {
    return of(scores, factor, fork -> Optional.empty());
  }

  /** The same, with the operations of those forks that have a histogram. */
  static List<Block> withLatencies(JmhScores scores, double factor) {
    return of(scores, factor, fork -> latencies(fork.operations(), factor));
  }

  private static List<Block> of(
      JmhScores scores, double factor, Function<JmhFork, Optional<LatencyHistogram>> latencies) {
    List<Block> blocks = new ArrayList<>();
    for (int i = 0; i < scores.forks().size(); i++) {
      JmhFork fork = scores.forks().get(i);
      List<Double> samples = fork.scores().stream().map(score -> score * factor).toList();
      if (!samples.isEmpty()) {
        blocks.add(new Block(i, samples, latencies.apply(fork)));
      }
    }
    return blocks;
  }

  /** The operations of a fork; empty when there are none, or one that no histogram holds. */
  private static Optional<LatencyHistogram> latencies(Map<Double, Long> operations, double factor) {
    double longest =
        operations.keySet().stream().mapToDouble(value -> value * factor).max().orElse(Double.NaN);
    if (!(longest <= LatencyHistogram.HIGHEST_NS)) {
      return Optional.empty();
    }
    Histogram histogram = LatencyHistogram.empty();
    operations.forEach(
        (value, count) -> histogram.recordValueWithCount(Math.round(value * factor), count));
    return Optional.of(LatencyHistogram.of(histogram));
  }

  /**
   * The percentiles of single operations, one value for each block.
   *
   * @param blocks the blocks, with histograms
   * @param metrics receives those percentiles that the operations suffice for
   * @param absent receives the others
   */
  static void percentiles(List<Block> blocks, Consumer<Metric> metrics, Consumer<Absent> absent) {
    List<Block> known = blocks.stream().filter(block -> block.latencies().isPresent()).toList();
    for (Percentile percentile : PERCENTILES) {
      MetricKind kind = kind(percentile);
      List<Block> told = new ArrayList<>();
      long most = 0;
      for (Block block : known) {
        Histogram latencies = block.latencies().orElseThrow().decoded();
        OptionalDouble value = percentile.of(latencies);
        most = Math.max(most, latencies.getTotalCount());
        value.ifPresent(ns -> told.add(new Block(block.block(), List.of(ns))));
      }
      if (told.isEmpty()) {
        absent.accept(new Absent(kind.name(), why(known, percentile, most)));
      } else {
        metrics.accept(new Metric(kind, told));
      }
    }
  }

  private static String why(List<Block> known, Percentile percentile, long most) {
    return known.isEmpty()
        ? "an operation took longer than ten minutes, or none was told apart"
        : percentile.shortage(most);
  }

  private static MetricKind kind(Percentile percentile) {
    String name = "timePerOperation" + percentile.name() + "Ns";
    return new MetricKind(name, "ns", Better.LOWER, Assumption.NOISY);
  }
}
