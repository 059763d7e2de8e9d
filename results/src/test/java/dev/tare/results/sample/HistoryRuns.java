package dev.tare.results.sample;

import com.fasterxml.jackson.databind.node.NullNode;
import dev.tare.results.run.Assumption;
import dev.tare.results.run.Better;
import dev.tare.results.run.Block;
import dev.tare.results.run.Cell;
import dev.tare.results.run.Machine;
import dev.tare.results.run.Metric;
import dev.tare.results.run.MetricKind;
import dev.tare.results.run.Plan;
import dev.tare.results.run.Run;
import dev.tare.results.run.RunStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.IntToDoubleFunction;

/** Runs of a machine, one each day from 2026-01-01 on, whose metrics' levels are given. */
public final class HistoryRuns {
  public static final MetricKind RATE =
      new MetricKind("decodeTokensPerSecond", "tokens/s", Better.HIGHER, Assumption.NOISY);
  public static final MetricKind TIME =
      new MetricKind("loadTimeNs", "ns", Better.LOWER, Assumption.NOISY);
  public static final MetricKind COSINE =
      new MetricKind("cosineMean", "1", Better.HIGHER, Assumption.NOISY);
  public static final MetricKind TOKENS =
      new MetricKind("tokenCount", "1", Better.SAME, Assumption.EXACT);

  private static final int BLOCKS = 3;
  private static final int ITERATIONS = 5;

  private record Level(
      String benchmark, String variant, MetricKind kind, double sd, IntToDoubleFunction mean) {}

  private final List<Level> levels = new ArrayList<>();
  private final int runs;
  private String machine = "EPYC";
  private double blockSd;
  private int blocks = BLOCKS;

  public HistoryRuns(int runs) {
    this.runs = runs;
  }

  public HistoryRuns machine(String value) {
    machine = value;
    return this;
  }

  /** Relative standard deviation of a block within its run; 0 when not given. */
  public HistoryRuns blockSd(double value) {
    blockSd = value;
    return this;
  }

  /** Blocks of a run; 3 when not given. */
  public HistoryRuns blocks(int value) {
    blocks = value;
    return this;
  }

  /**
   * A metric.
   *
   * @param sd relative standard deviation of a run
   * @param mean by index of the run
   */
  public HistoryRuns with(
      String benchmark, String variant, MetricKind kind, double sd, IntToDoubleFunction mean) {
    levels.add(new Level(benchmark, variant, kind, sd, mean));
    return this;
  }

  public List<Run> build(long seed) {
    List<Run> all = new ArrayList<>();
    forEach(seed, all::add);
    return all;
  }

  /** Makes one run after the other. */
  public void forEach(long seed, Consumer<Run> consumer) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < runs; i++) {
      List<Cell> cells = new ArrayList<>();
      for (Level level : levels) {
        cells.add(cell(level, level.mean().applyAsDouble(i), random));
      }
      consumer.accept(run(i, cells));
    }
  }

  private Run run(int index, List<Cell> cells) {
    Instant start = Instant.parse("2026-01-01T02:00:00Z").plus(Duration.ofDays(index));
    String day = start.toString().substring(0, 10).replace("-", "");
    return new Run(
        day + "T020000Z-" + machine.toLowerCase(Locale.ROOT),
        RunStatus.COMPLETE,
        start,
        Optional.of(start.plusSeconds(600)),
        Map.of("tare", "0.1.0", "commit", String.format(Locale.ROOT, "%07x", 0xabc0000 + index)),
        new Plan("nightly", 1, blocks, NullNode.getInstance()),
        new Machine(Map.of("cpuModel", machine), Map.of()),
        List.of(),
        cells,
        List.of());
  }

  private Cell cell(Level level, double mean, SplittableRandom random) {
    double ofRun = mean * (level.sd() == 0 ? 1 : Math.exp(level.sd() * random.nextGaussian()));
    List<Block> measured = new ArrayList<>();
    for (int block = 0; block < this.blocks; block++) {
      double ofBlock = blockSd == 0 ? ofRun : ofRun * Math.exp(blockSd * random.nextGaussian());
      List<Double> samples = new ArrayList<>();
      for (int i = 0; i < ITERATIONS; i++) {
        samples.add(ofBlock);
      }
      measured.add(new Block(block, samples));
    }
    return new Cell(
        level.benchmark(),
        "gemma3-120m",
        level.variant(),
        Map.of("threads", "0"),
        blocks,
        List.of(),
        List.of(new Metric(level.kind(), measured)),
        List.of());
  }
}
