package dev.tare.bench.driver;

import dev.tare.results.run.Cell;
import dev.tare.results.run.Fork;
import java.util.List;

/** How often a cell was tried in a block: a disturbed sample is measured again twice at most. */
final class Attempts {
  /** Forks of a cell in one block at most. */
  static final int MOST = 3;

  private Attempts() {}

  /** The forks of a cell in a block. */
  static List<Fork> of(Cell cell, int block) {
    return cell.forks().stream().filter(fork -> fork.block() == block).toList();
  }

  /** Whether a cell has all that a block can give. */
  static boolean isSettled(Cell cell, int block) {
    List<Fork> attempts = of(cell, block);
    return attempts.size() >= MOST || attempts.stream().anyMatch(fork -> !fork.disturbed());
  }

  /** In how many blocks, from the first, nothing is left to do for a cell. */
  static int settledBlocks(Cell cell) {
    int blocks = 0;
    while (isSettled(cell, blocks)) {
      blocks++;
    }
    return blocks;
  }
}
