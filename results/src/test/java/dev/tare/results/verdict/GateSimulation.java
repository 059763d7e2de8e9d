package dev.tare.results.verdict;

import dev.tare.results.precision.CellPrecision;
import dev.tare.results.run.Assumption;
import dev.tare.results.run.Better;
import dev.tare.results.run.Block;
import dev.tare.results.run.Cell;
import dev.tare.results.run.Metric;
import dev.tare.results.run.MetricKind;
import dev.tare.results.run.Run;
import dev.tare.results.sample.SampleRuns;
import dev.tare.results.stats.MedianInterval;
import dev.tare.results.stats.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SplittableRandom;

/**
 * Runs with three levels of noise and known truth, through the real comparison. Run by hand, it
 * prints the false-alarm rate and the power that the reports speak of:
 *
 * <pre>java -cp ... dev.tare.results.verdict.GateSimulation 2000</pre>
 */
final class GateSimulation {
  static final int METRICS = 130;
  private static final int ITERATIONS = 5;
  private static final int MOST_BLOCKS = 20;
  private static final Run LIKE = SampleRuns.quick().build();

  private final double iterationSd;
  private final double forkSd;
  private final double runSd;
  private final int blocks;
  private final Policy policy;
  private final OptionalDouble target;

  GateSimulation(double iterationSd, double forkSd, double runSd, int blocks, Policy policy) {
    this(iterationSd, forkSd, runSd, blocks, policy, OptionalDouble.empty());
  }

  /** With a target, each metric is measured until it is known that well. */
  GateSimulation(
      double iterationSd,
      double forkSd,
      double runSd,
      int blocks,
      Policy policy,
      OptionalDouble target) {
    this.target = target;
    this.iterationSd = iterationSd;
    this.forkSd = forkSd;
    this.runSd = runSd;
    this.blocks = blocks;
    this.policy = policy;
  }

  /** Shares in the range [0, 1]. */
  record Outcome(double alarmsPerMetric, double runsWithAlarm, double unchanged, double found) {}

  /** Compares pairs of runs; in each, the rates of {@code slowed} metrics are multiplied. */
  Outcome pairs(int trials, int slowed, double factor, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int alarms = 0;
    int runs = 0;
    int unchanged = 0;
    int found = 0;
    for (int i = 0; i < trials; i++) {
      Comparison comparison =
          Comparator.compare(run(random, 0, 1), run(random, slowed, factor), policy);
      List<Row> regressed = comparison.rows(Verdict.REGRESSED);
      int right = (int) regressed.stream().filter(row -> index(row) < slowed).count();
      found += right;
      alarms += regressed.size() - right;
      runs += regressed.size() > right ? 1 : 0;
      unchanged += comparison.rows(Verdict.UNCHANGED).size();
    }
    double clean = (double) trials * (METRICS - slowed);
    return new Outcome(
        alarms / clean,
        runs / (double) trials,
        unchanged / clean,
        slowed == 0 ? 0 : found / (double) (trials * slowed));
  }

  private static int index(Row row) {
    return Integer.parseInt(row.subject().parameters().get("index"));
  }

  private Run run(SplittableRandom random, int slowed, double factor) {
    List<Cell> cells = new ArrayList<>();
    for (int i = 0; i < METRICS; i++) {
      Metric metric = metric(random, i < slowed ? factor : 1);
      Map<String, String> parameters = Map.of("index", "" + i);
      cells.add(
          new Cell("B.b", "f", "v", parameters, blocks, List.of(), List.of(metric), List.of()));
    }
    return new Run(
        "run-" + random.nextInt(1 << 30),
        LIKE.status(),
        LIKE.startedAt(),
        LIKE.finishedAt(),
        LIKE.tool(),
        LIKE.plan(),
        LIKE.machine(),
        List.of(),
        cells,
        List.of());
  }

  private Metric metric(SplittableRandom random, double factor) {
    double ofRun = 100 * factor * (1 + runSd * random.nextGaussian());
    List<Block> all = new ArrayList<>();
    for (int block = 0; goesOn(all, block); block++) {
      double ofFork = ofRun * (1 + forkSd * random.nextGaussian());
      List<Double> samples = new ArrayList<>();
      for (int i = 0; i < ITERATIONS; i++) {
        samples.add(ofFork * (1 + iterationSd * random.nextGaussian()));
      }
      all.add(new Block(block, samples));
    }
    return new Metric(
        new MetricKind("tokensPerSecond", "tokens/s", Better.HIGHER, Assumption.NOISY), all);
  }

  private boolean goesOn(List<Block> all, int block) {
    if (block < blocks || target.isEmpty()) {
      return block < blocks;
    }
    Sample means = Sample.of(all.stream().mapToDouble(Block::mean).toArray());
    return block < MOST_BLOCKS
        && !MedianInterval.relativeHalfWidth(means, CellPrecision.CONFIDENCE)
            .filter(width -> width <= target.getAsDouble())
            .isPresent();
  }

  /**
   * Prints the table.
   *
   * @param args the number of pairs for each line
   */
  public static void main(String[] args) {
    int trials = args.length == 0 ? 500 : Integer.parseInt(args[0]);
    show("hosted machine, 3 blocks", 0.044, 0.047, 3, Policy.standard(), trials);
    show("hosted machine, 4 blocks", 0.044, 0.047, 4, Policy.standard(), trials);
    Policy steady = Policy.standard().withSpreadBetweenRuns(0.005);
    show("steady machine, 3 blocks, spread known 0.5 %", 0.005, 0.005, 3, steady, trials);
    show("steady machine, 3 blocks, spread not known", 0.005, 0.005, 3, Policy.standard(), trials);
    Policy none = Policy.standard().withSpreadBetweenRuns(0);
    show("hosted machine, 3 blocks, spread ignored", 0.044, 0.047, 3, none, trials);
  }

  private static void show(
      String name, double forkSd, double runSd, int blocks, Policy policy, int trials) {
    GateSimulation gate = new GateSimulation(0.005, forkSd, runSd, blocks, policy);
    Outcome same = gate.pairs(trials, 0, 1, 1);
    StringBuilder line = new StringBuilder();
    line.append(
        String.format(
            Locale.ROOT,
            "%s: false alarms %.4f %% of metrics, %.2f %% of runs; unchanged %.1f %%; found",
            name,
            100 * same.alarmsPerMetric(),
            100 * same.runsWithAlarm(),
            100 * same.unchanged()));
    for (double factor : new double[] {0.95, 0.9, 0.85, 0.8, 0.7}) {
      Outcome slower = gate.pairs(trials / 5, 13, factor, 2);
      line.append(
          String.format(Locale.ROOT, " %.0f%%: %.1f", 100 * factor - 100, 100 * slower.found()));
    }
    System.out.println(line);
  }
}
