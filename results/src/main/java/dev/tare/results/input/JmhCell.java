package dev.tare.results.input;

import dev.tare.results.run.Absent;
import dev.tare.results.run.Block;
import dev.tare.results.run.Cell;
import dev.tare.results.run.Failure;
import dev.tare.results.run.Fork;
import dev.tare.results.run.Metric;
import dev.tare.results.run.MetricKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Makes a cell of a result of JMH. */
final class JmhCell {
  private static final String FAMILY = "jmh";
  private static final String THREADS = "threads";
  private static final String JMH_THREADS = "jmhThreads";
  private static final String BATCH_SIZE = "batchSize";
  private static final String JMH_BATCH_SIZE = "jmhBatchSize";

  private final JmhEntry entry;
  private final List<Metric> metrics = new ArrayList<>();
  private final List<Absent> absent = new ArrayList<>();

  private JmhCell(JmhEntry entry) {
    this.entry = entry;
  }

  /**
   * The cell of a result.
   *
   * @param entry the result
   * @throws IllegalArgumentException when a unit does not convert, a time is negative or anything
   *     else is out of its range
   */
  static ForeignCell of(JmhEntry entry) {
    return new ForeignCell(new JmhCell(entry).cell(), entry.platform());
  }

  private Cell cell() {
    JmhScores scores = entry.primary();
    List<Block> blocks = JmhBlocks.withLatencies(scores, entry.mode().factor(scores.unit()));
    primary(blocks);
    entry.secondary().forEach((name, of) -> JmhSecondary.add(name, of, metrics::add, absent::add));
    int planned = Math.max(Math.max(1, entry.forks()), scores.forks().size());
    return new Cell(
        entry.benchmark(),
        FAMILY,
        entry.mode().label(),
        parameters(),
        planned,
        failedForks(planned, blocks),
        metrics,
        absent);
  }

  private void primary(List<Block> blocks) {
    MetricKind kind = entry.mode().kind();
    if (blocks.isEmpty()) {
      absent.add(new Absent(kind.name(), JmhSecondary.noScore(entry.primary())));
      return;
    }
    metrics.add(new Metric(kind, blocks));
    if (entry.mode() == JmhMode.SAMPLE_TIME) {
      JmhBlocks.percentiles(blocks, metrics::add, absent::add);
    }
  }

  /** {@code @Param} fields, the number of threads, and how many calls make an operation. */
  private Map<String, String> parameters() {
    Map<String, String> parameters = new TreeMap<>(entry.parameters());
    put(parameters, THREADS, JMH_THREADS, entry.threads());
    if (entry.batchSize() > 1) {
      put(parameters, BATCH_SIZE, JMH_BATCH_SIZE, entry.batchSize());
    }
    return parameters;
  }

  /** A field may have the name of a setting. */
  private static void put(
      Map<String, String> parameters, String name, String otherwise, int value) {
    parameters.put(parameters.containsKey(name) ? otherwise : name, Integer.toString(value));
  }

  /** JMH says nothing of forks that failed, nor how long the others took. */
  private static List<Fork> failedForks(int planned, List<Block> blocks) {
    Set<Integer> measured = blocks.stream().map(Block::block).collect(Collectors.toSet());
    Failure failure = new Failure("the file holds no score of this fork", List.of());
    return IntStream.range(0, planned)
        .filter(fork -> !measured.contains(fork))
        .mapToObj(fork -> new Fork(fork, 0, 0, Optional.of(failure)))
        .toList();
  }
}
