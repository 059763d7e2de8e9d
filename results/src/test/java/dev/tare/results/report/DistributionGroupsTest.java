package dev.tare.results.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tare.results.latency.LatencyHistogram;
import dev.tare.results.run.Assumption;
import dev.tare.results.run.Better;
import dev.tare.results.run.Block;
import dev.tare.results.run.Cell;
import dev.tare.results.run.Metric;
import dev.tare.results.run.MetricKind;
import dev.tare.results.run.Run;
import dev.tare.results.sample.Changed;
import dev.tare.results.sample.SampleRuns;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class DistributionGroupsTest {
  private static final TerminalStyle WIDE = new TerminalStyle(false, true, 120);

  @Test
  void theTableTellsPercentilesOfAllBlocksTogether() {
    String table = RunTable.render(withLatencies(110), WIDE);
    String group = table.substring(table.indexOf("image ms p50"));
    // Three blocks of 110: no block alone could tell the 99th percentile.
    assertTrue(group.startsWith("image ms p50/p90/p99/max (n)\n"), table);
    assertTrue(group.contains("55.0 99.0 109 110 (330)\n"), table);
    assertTrue(table.contains("0.95 or more"), table);
  }

  @Test
  void aPercentileWithTooFewSamplesIsNotPrinted() {
    String table = RunTable.render(withLatencies(9), WIDE);
    assertTrue(table.contains("image ms p50/max (n)\n"), table);
    assertTrue(table.contains("5.00 9.00 (27)\n"), table);
  }

  @Test
  void whereNothingIsKnownNothingIsSaid() {
    String table = RunTable.render(SampleRuns.quick().build(), WIDE);
    assertFalse(table.contains("p50"), table);
  }

  @Test
  void aVariantWithoutHistogramsHasDashes() {
    Run run = withLatencies(9);
    List<Cell> cells =
        run.cells().stream().map(c -> c.variant().equals("INT8") ? plain(c) : c).toList();
    String table = RunTable.render(with(run, cells), WIDE);
    assertTrue(table.contains(" –    –     \n") || table.contains(" –    –\n"), table);
  }

  @Test
  void mergingBlocksGivesEveryOperation() {
    Metric metric =
        withLatencies(9).cells().stream()
            .flatMap(cell -> cell.metric("imageLatencyNs").stream())
            .findFirst()
            .orElseThrow();
    assertEquals(27, metric.latencies().orElseThrow().getTotalCount());
  }

  @Test
  void aParityIsTheMedianOfTheForksMediansWithItsInterval() {
    List<Block> forks = new ArrayList<>();
    for (int fork = 0; fork < 9; fork++) {
      forks.add(new Block(fork, List.of(0.95 + 0.01 * fork, 0.2, 3.0)));
    }
    MetricKind kind = new MetricKind("parity", "1", Better.HIGHER, Assumption.NOISY);
    Metric parity = new Metric(kind, forks);
    Run run = SampleRuns.quick().build();
    List<Cell> cells =
        List.of(parityCell(List.of(parity)), parityCell("Q8_0", List.of(few(parity))));
    String table = RunTable.render(with(run, cells), WIDE);
    assertTrue(table.contains("decode / bare"), table);
    assertTrue(table.contains("0.990 [0.960…1.020]"), table);
    assertTrue(table.contains("0.970\n") || table.contains("0.970   "), table);
  }

  @Test
  void collectionsInsideMeasuredIntervalsAreSaid() {
    MetricKind kind = new MetricKind("gcCount", "1", Better.LOWER, Assumption.NOISY);
    Metric none = new Metric(kind, List.of(new Block(0, List.of(0.0, 0.0))));
    Metric three = new Metric(kind, List.of(new Block(0, List.of(0.0, 2.0, 1.0))));
    Run run = SampleRuns.quick().build();
    String quiet = RunTable.render(with(run, List.of(parityCell(List.of(none)))), WIDE);
    assertFalse(quiet.contains("garbage"), quiet);
    String table = RunTable.render(with(run, List.of(parityCell(List.of(three)))), WIDE);
    assertTrue(
        table.contains(
            "garbage was collected inside measured intervals: ParityBenchmark.decode 3×"),
        table);
  }

  private static Metric few(Metric parity) {
    return new Metric(parity.kind(), parity.blocks().subList(0, 5));
  }

  private static Cell parityCell(List<Metric> metrics) {
    return parityCell("F16", metrics);
  }

  private static Cell parityCell(String variant, List<Metric> metrics) {
    return new Cell(
        "ParityBenchmark.decode",
        "gemma3-120m",
        variant,
        Map.of("threads", "1"),
        9,
        List.of(),
        metrics,
        List.of());
  }

  private static Run withLatencies(int perBlock) {
    Run run = SampleRuns.quick().build();
    Histogram histogram = LatencyHistogram.empty();
    for (int i = 1; i <= perBlock; i++) {
      histogram.recordValue(i * 1_000_000L);
    }
    Optional<LatencyHistogram> latencies = Optional.of(LatencyHistogram.of(histogram));
    return Changed.cells(run, cell -> with(cell, latencies));
  }

  private static Run with(Run run, List<Cell> cells) {
    return Changed.parts(run, run.models(), cells);
  }

  private static Cell plain(Cell cell) {
    return with(cell, Optional.empty());
  }

  private static Cell with(Cell cell, Optional<LatencyHistogram> latencies) {
    return new Cell(
        cell.benchmark(),
        cell.family(),
        cell.variant(),
        cell.parameters(),
        cell.plannedBlocks(),
        cell.forks(),
        cell.metrics().stream()
            .map(m -> m.kind().name().equals("imageLatencyNs") ? with(m, latencies) : m)
            .toList(),
        cell.absent());
  }

  private static Metric with(Metric metric, Optional<LatencyHistogram> latencies) {
    return new Metric(
        metric.kind(),
        metric.blocks().stream()
            .map(block -> new Block(block.block(), block.samples(), latencies))
            .toList());
  }
}
