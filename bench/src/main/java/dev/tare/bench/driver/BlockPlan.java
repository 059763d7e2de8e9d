package dev.tare.bench.driver;

import dev.tare.bench.plan.PlannedCell;
import dev.tare.bench.plan.Precision;
import dev.tare.bench.plan.Suite;
import dev.tare.results.precision.CellPrecision;
import dev.tare.results.run.Cell;
import dev.tare.results.run.Fork;
import dev.tare.results.run.Stop;
import dev.tare.results.run.StopReason;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Decides which cells a block holds. Every cell is in the suite's blocks; where a precision is
 * asked for, it is in further blocks until it is known that well ({@link CellPrecision}), has had
 * the most blocks it may have, or keeps failing. A decision about a block rests on what the
 * document holds of earlier blocks and on nothing else, so a run that is resumed decides the same.
 */
final class BlockPlan {
  private final Suite suite;
  private final List<PlannedCell> cells;

  BlockPlan(Suite suite, List<PlannedCell> cells) {
    this.suite = suite;
    this.cells = List.copyOf(cells);
  }

  /** Every cell of the plan. */
  List<PlannedCell> cells() {
    return cells;
  }

  /** Until when blocks go on; empty when their number is fixed. */
  Optional<Precision> precision() {
    return suite.precision();
  }

  /**
   * The cells of a block.
   *
   * @param document what was measured of a cell, by its id
   * @param block index of the block, from 0
   */
  List<PlannedCell> open(Function<String, Cell> document, int block) {
    return cells.stream().filter(cell -> isOpen(cell, document.apply(cell.id()), block)).toList();
  }

  /** How many blocks may hold a cell. */
  int most(PlannedCell cell) {
    return suite.most(cell);
  }

  /** Whether a block holds a cell. */
  boolean isOpen(PlannedCell cell, Cell measured, int block) {
    return block < cell.blocks()
        || block < suite.most(cell)
            && barrenBlocks(cell, measured, block) < cell.blocks()
            && !isPrecise(cell, measured, block);
  }

  /** Whether a cell is to be measured further, as far as the document tells. */
  boolean isOpen(PlannedCell cell, Cell measured) {
    return isOpen(cell, measured, Attempts.settledBlocks(measured));
  }

  private boolean isPrecise(PlannedCell cell, Cell measured, int block) {
    return suite
        .precision()
        .filter(wanted -> precision(cell, measured, block).within(wanted.target()))
        .isPresent();
  }

  /** How well a cell was known before a block. */
  static CellPrecision precision(PlannedCell cell, Cell measured, int block) {
    return CellPrecision.of(measured, cell.entry().benchmark().mainMetrics(), block);
  }

  /** Blocks whose undisturbed fork left a main metric without a sample. */
  private static long barrenBlocks(PlannedCell cell, Cell measured, int block) {
    return measured.forks().stream()
        .filter(fork -> fork.block() < block && !fork.disturbed())
        .filter(fork -> fork.failure().isPresent() || lacksMetric(cell, measured, fork))
        .count();
  }

  private static boolean lacksMetric(PlannedCell cell, Cell measured, Fork fork) {
    return !cell.entry().benchmark().mainMetrics().stream()
        .allMatch(
            name ->
                measured
                    .metric(name)
                    .filter(m -> m.blocks().stream().anyMatch(b -> b.block() == fork.block()))
                    .isPresent());
  }

  /**
   * How a cell ended.
   *
   * @param cell the cell
   * @param measured what the document holds of it at the end of the run
   * @param cut why the run ended before every cell was done; empty when it did not
   * @return empty when the number of blocks was fixed
   */
  Optional<Stop> stop(PlannedCell cell, Cell measured, Optional<StopReason> cut) {
    return suite
        .precision()
        .map(
            wanted ->
                new Stop(
                    reason(cell, measured, cut),
                    wanted.target(),
                    precision(cell, measured, Integer.MAX_VALUE).halfWidths()));
  }

  private StopReason reason(PlannedCell cell, Cell measured, Optional<StopReason> cut) {
    int next = Attempts.settledBlocks(measured);
    if (cut.isPresent() && isOpen(cell, measured, next)) {
      return cut.get();
    }
    if (barrenBlocks(cell, measured, next) >= cell.blocks()) {
      return StopReason.FAILED;
    }
    if (cell.isExact()) {
      return StopReason.EXACT;
    }
    return isPrecise(cell, measured, next) ? StopReason.PRECISION : StopReason.MAX_BLOCKS;
  }
}
