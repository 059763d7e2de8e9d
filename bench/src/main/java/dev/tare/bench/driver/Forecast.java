package dev.tare.bench.driver;

import dev.tare.bench.plan.PlannedCell;
import dev.tare.results.run.Cell;
import dev.tare.results.run.Fork;
import dev.tare.results.stats.MedianInterval;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What is left of a run, as far as its document can tell. An interval narrows with the square root
 * of the number of blocks; what a cell still needs is taken from that.
 *
 * @param forksDone forks in the document
 * @param forksFailed those of them that failed
 * @param forksLeft forks to come, 0 or more
 * @param left how long they take; empty before anything was measured
 * @param exactly whether the number of forks was fixed beforehand
 * @param leastOnly whether some cells have too few blocks to tell how many more they need, so that
 *     it may be more
 * @param cellsDone cells that no further block holds
 * @param cells all cells
 */
public record Forecast(
    int forksDone,
    int forksFailed,
    int forksLeft,
    Optional<Duration> left,
    boolean exactly,
    boolean leastOnly,
    int cellsDone,
    int cells) {

  static Forecast of(BlockPlan plan, Function<String, Cell> document, Optional<Duration> budget) {
    int forksLeft = 0;
    double leftNs = 0;
    int cellsDone = 0;
    boolean leastOnly = false;
    List<Cell> measured = plan.cells().stream().map(cell -> document.apply(cell.id())).toList();
    OptionalDouble usualNs = meanWallTimeNs(measured);
    for (int i = 0; i < measured.size(); i++) {
      PlannedCell cell = plan.cells().get(i);
      int done = Attempts.settledBlocks(measured.get(i));
      if (!plan.isOpen(cell, measured.get(i), done)) {
        cellsDone++;
        continue;
      }
      Optional<Double> width = BlockPlan.precision(cell, measured.get(i), done).worst();
      int forks = expectedBlocks(plan, cell, done, width) - done;
      leastOnly |= width.isEmpty() && done + forks < plan.most(cell);
      forksLeft += forks;
      leftNs += forks * meanWallTimeNs(measured.subList(i, i + 1)).orElse(usualNs.orElse(0));
    }
    return new Forecast(
        forks(measured, fork -> true),
        forks(measured, fork -> fork.failure().isPresent()),
        forksLeft,
        usualNs.isPresent()
            ? Optional.of(within(budget, measured, Duration.ofNanos((long) leftNs)))
            : Optional.empty(),
        plan.precision().isEmpty(),
        leastOnly,
        cellsDone,
        measured.size());
  }

  private static int forks(List<Cell> cells, Predicate<Fork> wanted) {
    return (int) cells.stream().flatMap(cell -> cell.forks().stream()).filter(wanted).count();
  }

  private static int expectedBlocks(
      BlockPlan plan, PlannedCell cell, int done, Optional<Double> width) {
    if (width.isEmpty() || plan.precision().isEmpty()) {
      int least = Math.max(cell.blocks(), MedianInterval.FEWEST);
      return Math.min(plan.most(cell), Math.max(done + 1, least));
    }
    double share = width.get() / plan.precision().get().target();
    double expected = Math.ceil(done * share * share);
    return (int) Math.min(plan.most(cell), Math.max(done + 1, Math.max(cell.blocks(), expected)));
  }

  private static OptionalDouble meanWallTimeNs(List<Cell> cells) {
    return cells.stream()
        .flatMap(cell -> cell.forks().stream())
        .mapToLong(Fork::wallTimeNs)
        .average();
  }

  private static Duration within(Optional<Duration> budget, List<Cell> measured, Duration left) {
    long spentNs =
        measured.stream().flatMap(cell -> cell.forks().stream()).mapToLong(Fork::wallTimeNs).sum();
    return budget
        .map(most -> most.minusNanos(spentNs))
        .map(most -> most.isNegative() ? Duration.ZERO : most)
        .filter(most -> most.compareTo(left) < 0)
        .orElse(left);
  }
}
