package dev.tare.bench.driver;

import dev.tare.bench.profile.LatencyMetrics;
import dev.tare.bench.profile.MetricName;
import dev.tare.results.latency.Percentile;
import dev.tare.results.run.Absent;
import dev.tare.results.run.Block;
import dev.tare.results.run.Metric;
import dev.tare.results.run.MetricKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/**
 * The percentiles by which runs are compared: one sample a block, of all the operations that the
 * block's histogram holds. A percentile that one block cannot tell is told by none: those that can
 * are the quick ones.
 */
final class BlockPercentiles {
  private final Map<MetricKind, Metric> metrics = new LinkedHashMap<>();
  private final List<Absent> absent = new ArrayList<>();

  private BlockPercentiles(List<Metric> measured) {
    measured.forEach(metric -> metrics.put(metric.kind(), metric));
    measured.forEach(
        metric -> LatencyMetrics.of(metric.kind()).ifPresent(known -> derive(metric, known)));
  }

  /**
   * Derives the percentiles of a cell or a fork.
   *
   * @param measured its metrics; percentiles of blocks without a histogram remain
   */
  static BlockPercentiles of(List<Metric> measured) {
    return new BlockPercentiles(measured);
  }

  /** The metrics, with the percentiles. */
  List<Metric> metrics() {
    return List.copyOf(metrics.values());
  }

  /** The percentiles that cannot be told, and why. */
  List<Absent> absent() {
    return List.copyOf(absent);
  }

  private void derive(Metric mean, LatencyMetrics known) {
    Map<Integer, Histogram> latencies = new TreeMap<>();
    mean.blocks()
        .forEach(
            block -> block.latencies().ifPresent(l -> latencies.put(block.block(), l.decoded())));
    known.percentiles().forEach((percentile, name) -> derive(percentile, name, latencies));
  }

  private void derive(Percentile percentile, MetricName name, Map<Integer, Histogram> latencies) {
    Map<Integer, Block> blocks = new TreeMap<>();
    if (metrics.containsKey(name.kind())) {
      metrics.get(name.kind()).blocks().forEach(block -> blocks.put(block.block(), block));
    }
    for (Map.Entry<Integer, Histogram> of : latencies.entrySet()) {
      OptionalDouble ns = percentile.of(of.getValue());
      if (ns.isEmpty()) {
        metrics.remove(name.kind());
        absent.add(new Absent(name.id(), shortage(percentile, of.getKey(), of.getValue())));
        return;
      }
      blocks.put(of.getKey(), new Block(of.getKey(), List.of(ns.getAsDouble())));
    }
    if (!blocks.isEmpty()) {
      metrics.put(name.kind(), new Metric(name.kind(), List.copyOf(blocks.values())));
    }
  }

  private static String shortage(Percentile percentile, int block, Histogram latencies) {
    return "block " + (block + 1) + ": " + percentile.shortage(latencies.getTotalCount());
  }
}
