package dev.tare.results.input;

import dev.tare.results.run.Absent;
import dev.tare.results.run.Assumption;
import dev.tare.results.run.Better;
import dev.tare.results.run.Block;
import dev.tare.results.run.Metric;
import dev.tare.results.run.MetricKind;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What profilers, counters and the members of a group add to a benchmark of JMH. Metrics of the
 * profiler {@code gc} keep JMH's name; all others get {@link #PREFIX} before theirs, so that none
 * is taken for a metric of Tare and the standard policy knows them.
 */
final class JmhSecondary {
  /** Stands before the name of every metric that is not known. */
  static final String PREFIX = "secondary.";

  private static final String OF_GC = "gc.";

  /** Earlier versions of JMH put it before the names of profilers' metrics. */
  private static final String DOT = "\u00b7";

  /** The units of JMH's own profilers. */
  private static final Map<String, Unit> UNITS =
      Map.of(
          "B/op", new Unit("bytes", 1, Better.LOWER),
          "MB/sec", new Unit("bytes/s", 1 << 20, Better.LOWER),
          "ms", new Unit("ns", 1e6, Better.LOWER),
          "counts", new Unit("1", 1, Better.SAME),
          "#", new Unit("1", 1, Better.SAME),
          "#/op", new Unit("1", 1, Better.SAME));

  private JmhSecondary() {}

  private record Unit(String base, double factor, Better better) {
    static Unit of(String name) {
      return JmhUnit.of(name)
          .map(
              jmh ->
                  jmh.rate()
                      ? new Unit("1/s", jmh.factor(), Better.HIGHER)
                      : new Unit("ns", jmh.factor(), Better.LOWER))
          .orElseGet(() -> UNITS.getOrDefault(name, new Unit(name, 1, Better.SAME)));
    }
  }

  /**
   * Adds a metric, or why there is none.
   *
   * @param name JMH's name of the metric
   * @param scores its scores
   * @param metrics receives the metric when it has a score
   * @param absent receives it when it has none
   */
  static void add(
      String name, JmhScores scores, Consumer<Metric> metrics, Consumer<Absent> absent) {
    MetricKind kind = kind(name, scores.unit());
    List<Block> blocks = JmhBlocks.of(scores, Unit.of(scores.unit()).factor());
    if (blocks.isEmpty()) {
      absent.accept(new Absent(kind.name(), noScore(scores)));
    } else {
      metrics.accept(new Metric(kind, blocks));
    }
  }

  /** Why a metric has no block. */
  static String noScore(JmhScores scores) {
    return scores.iterations() == 0
        ? "the file holds no iteration of it"
        : "JMH has no number for any iteration";
  }

  private static MetricKind kind(String name, String unitName) {
    String plain = name.startsWith(DOT) ? name.substring(DOT.length()) : name;
    Unit unit = Unit.of(unitName);
    boolean ofGc = plain.startsWith(OF_GC);
    return new MetricKind(
        ofGc ? plain : PREFIX + plain,
        unit.base().isBlank() ? "1" : unit.base(),
        ofGc ? Better.LOWER : unit.better(),
        Assumption.NOISY);
  }
}
