package dev.tare.results.report;

import dev.tare.results.document.PlainText;
import dev.tare.results.run.Block;
import dev.tare.results.run.Cell;
import dev.tare.results.run.Metric;
import dev.tare.results.run.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What explains or qualifies figures of a run's table.
 *
 * @param run the run
 * @param style what the terminal can show
 */
record TableNotes(Run run, TerminalStyle style) {
  /** The notes that the run gives cause to. */
  List<String> all() {
    List<String> notes = new ArrayList<>();
    latencies().ifPresent(notes::add);
    parity().ifPresent(notes::add);
    collections().ifPresent(notes::add);
    return notes;
  }

  private Stream<Block> blocks() {
    return run.cells().stream()
        .flatMap(cell -> cell.metrics().stream())
        .flatMap(metric -> metric.blocks().stream());
  }

  private Optional<String> latencies() {
    return blocks().noneMatch(block -> block.latencies().isPresent())
        ? Optional.empty()
        : Optional.of(
            "p50, p90 "
                + style.range()
                + ": of all single operations of all blocks; a percentile p is told from n samples"
                + " when 1 - p^n is 0.95 or more");
  }

  private Optional<String> parity() {
    return run.cells().stream().noneMatch(cell -> cell.metric("parity").isPresent())
        ? Optional.empty()
        : Optional.of(
            "/ bare: speed as the benchmark publishes it, divided by a bare loop's; the median over"
                + " the forks of the median over a fork's pairs [95 % interval, exact, from 6 forks"
                + " on]");
  }

  /** Collections that took time from what was measured. */
  private Optional<String> collections() {
    Map<String, Long> byBenchmark = new TreeMap<>();
    for (Cell cell : run.cells()) {
      long count = cell.metric("gcCount").map(TableNotes::sum).orElse(0L);
      if (count > 0) {
        byBenchmark.merge(cell.benchmark(), count, Long::sum);
      }
    }
    return byBenchmark.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "garbage was collected inside measured intervals: "
                + String.join(
                    ", ",
                    byBenchmark.entrySet().stream()
                        .map(e -> PlainText.oneLine(e.getKey()) + " " + times(e.getValue()))
                        .toList()));
  }

  private String times(long count) {
    return count + style.times();
  }

  private static long sum(Metric metric) {
    return Math.round(
        metric.blocks().stream()
            .flatMap(block -> block.samples().stream())
            .mapToDouble(Double::doubleValue)
            .sum());
  }
}
