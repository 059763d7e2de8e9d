package dev.tare.results.sample;

import dev.tare.results.run.Absent;
import dev.tare.results.run.Arm;
import dev.tare.results.run.Block;
import dev.tare.results.run.Cell;
import dev.tare.results.run.CellArm;
import dev.tare.results.run.Failure;
import dev.tare.results.run.Fork;
import dev.tare.results.run.Metric;
import dev.tare.results.run.MetricKind;
import dev.tare.results.run.Run;
import dev.tare.results.run.Versus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs of two arms, made of metrics. */
public final class VersusRuns {
  private static final String PAIR = "TokenGenerationBenchmark.decode f/v threads=all";

  private VersusRuns() {}

  /** A run of one cell in both arms; B has one thread. */
  public static Run of(List<Metric> a, List<Metric> b) {
    return of(a, b, 0.01);
  }

  /** The same under another tolerance. */
  public static Run of(List<Metric> a, List<Metric> b, double tolerance) {
    return of(
        List.of(
            cell(Arm.A, "all", a, List.of(), List.of()), cell(Arm.B, "1", b, List.of(), List.of())),
        tolerance);
  }

  /** The same with what the arms could not measure. */
  public static Run of(List<Metric> a, List<Absent> lackA, List<Metric> b, List<Absent> lackB) {
    return of(
        List.of(cell(Arm.A, "all", a, lackA, List.of()), cell(Arm.B, "1", b, lackB, List.of())),
        0.01);
  }

  /** The same with a fork of arm B that failed. */
  public static Run withFailureInB(List<Metric> a, List<Metric> b) {
    Fork failed = new Fork(99, 1, 5, Optional.of(new Failure("crashed", List.of())));
    return of(
        List.of(
            cell(Arm.A, "all", a, List.of(), List.of()),
            cell(Arm.B, "1", b, List.of(), List.of(failed))),
        0.01);
  }

  private static Run of(List<Cell> cells, double tolerance) {
    Run like = SampleRuns.quick().build();
    return new Run(
        "20261121T1-ab",
        like.status(),
        like.startedAt(),
        like.finishedAt(),
        like.tool(),
        like.plan(),
        like.machine(),
        List.of(),
        cells,
        List.of(),
        Optional.of(
            new Versus(
                new Arm(Arm.A, Map.of(), Map.of()),
                new Arm(
                    Arm.B,
                    Map.of("threads", "1", "lib", "/opt/libjllama.so"),
                    Map.of("llamaLibrarySha256", "0123456789abcdef")),
                tolerance)));
  }

  private static Cell cell(
      String arm, String threads, List<Metric> metrics, List<Absent> absent, List<Fork> forks) {
    return new Cell(
        "TokenGenerationBenchmark.decode",
        "f",
        "v",
        Map.of("threads", threads),
        100,
        forks,
        metrics,
        absent,
        Optional.empty(),
        Optional.of(new CellArm(arm, PAIR, false)));
  }

  /** The same run, of forks that took turns. */
  public static Run inTurns(Run run) {
    return of(
        run.cells().stream()
            .map(
                cell ->
                    new Cell(
                        cell.benchmark(),
                        cell.family(),
                        cell.variant(),
                        cell.parameters(),
                        cell.plannedBlocks(),
                        cell.forks(),
                        cell.metrics(),
                        cell.absent(),
                        cell.stop(),
                        cell.arm().map(arm -> new CellArm(arm.name(), arm.pair(), true))))
            .toList(),
        run.versus().orElseThrow().tolerance());
  }

  /** A metric with one sample per block. */
  public static Metric metric(MetricKind kind, double... means) {
    List<Block> blocks = new ArrayList<>();
    for (int i = 0; i < means.length; i++) {
      blocks.add(new Block(i, List.of(means[i])));
    }
    return new Metric(kind, blocks);
  }
}
