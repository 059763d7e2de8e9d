package dev.tare.bench.plan;

import dev.tare.results.precision.FewestPairs;
import java.time.Duration;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * How many blocks fit into a time budget, decided before the first fork: what has been measured
 * must not decide how much is measured, or the stated error rate would not hold. Times are those of
 * two slow cores; the driver ends the run at the budget where they do not suffice. What is found
 * out about the machine between the blocks takes its part of the budget.
 */
public final class PairBudget {
  /** After so many blocks, and after the last, the machine's canaries run. */
  public static final int BLOCKS_PER_CANARY = 10;

  private static final double START_NS = 1.3e9;

  /** Start of the process that surveys the machine, and the examination of the latter. */
  private static final double SURVEY_NS = 2e9;

  /** All limits for one number of threads. */
  private static final double LIMITS_NS = 2e9;

  private static final double CANARIES_NS = 2e9;

  /** What a turn takes beyond its time: waking up, and the operation that goes beyond it. */
  private static final double TURN_NS = 0.1e9;

  private static final double LOAD_NS_PER_BYTE = 1;
  private static final int MOST = 1000;

  private PairBudget() {}

  /**
   * How many blocks fit, an even number so that each arm comes first equally often.
   *
   * @param cells the cells of one block, each in both arms
   * @param modelBytes size of a cell's model file
   * @param budget the time for the whole run
   * @return 0 to 1000
   */
  public static int fitting(
      List<PlannedCell> cells, ToLongFunction<PlannedCell> modelBytes, Duration budget) {
    double blockNs = forksNs(cells, modelBytes) + CANARIES_NS / BLOCKS_PER_CANARY;
    long blocks = Math.round((budget.toNanos() - surveyNs(cells)) / Math.max(blockNs, 1));
    return (int) Math.max(0, Math.min(MOST, blocks / 2 * 2));
  }

  /**
   * The number of blocks to plan: as many as fit, but no fewer than can show anything. Where those
   * do not fit, the budget ends the run.
   *
   * @param fitting how many fit
   * @param metrics how many metrics are judged together, at most
   * @return 8 to 1000, even
   */
  public static int blocks(int fitting, int metrics) {
    int least = FewestPairs.of(metrics);
    return Math.min(MOST, Math.max(fitting, least + least % 2));
  }

  /**
   * How many metrics of a run are judged together, at most.
   *
   * @param cells the cells of both arms
   */
  public static int metrics(List<PlannedCell> cells) {
    int both = cells.stream().mapToInt(cell -> cell.entry().benchmark().judgedMetrics()).sum();
    return both / 2;
  }

  /** How long a run of so many blocks will take, ns. */
  static double wallTimeNs(
      List<PlannedCell> cells, ToLongFunction<PlannedCell> modelBytes, int blocks) {
    double canaries = Math.ceil((double) blocks / BLOCKS_PER_CANARY);
    return surveyNs(cells) + blocks * forksNs(cells, modelBytes) + canaries * CANARIES_NS;
  }

  private static double forksNs(List<PlannedCell> cells, ToLongFunction<PlannedCell> modelBytes) {
    return cells.stream().mapToDouble(cell -> forkNs(cell, modelBytes.applyAsLong(cell))).sum();
  }

  private static double surveyNs(List<PlannedCell> cells) {
    long threads =
        cells.stream().map(cell -> cell.jmhParameters().get("threads")).distinct().count();
    return SURVEY_NS + threads * LIMITS_NS;
  }

  private static double forkNs(PlannedCell cell, long modelBytes) {
    SuiteEntry entry = cell.entry();
    double loads = entry.benchmark().singleShot() ? iterations(entry) : 1;
    double warmupNs = entry.warmupLimit().map(Duration::toNanos).orElse(0L);
    double turnsNs = cell.isInTurns() ? iterations(entry) * TURN_NS : 0;
    double iterationsNs =
        entry.benchmark().singleShot()
            ? 0
            : (double) entry.warmupIterations() * entry.warmupTime().toNanos()
                + (double) entry.measurementIterations() * entry.measurementTime().toNanos()
                + turnsNs;
    return START_NS + loads * modelBytes * LOAD_NS_PER_BYTE + warmupNs + iterationsNs;
  }

  private static double iterations(SuiteEntry entry) {
    return entry.warmupIterations() + entry.measurementIterations();
  }
}
