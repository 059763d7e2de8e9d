package dev.tare.bench.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * The order of the forks: every cell of a block once, each block shuffled on its own, so that a
 * slow drift of the machine meets all cells alike. The same seed gives the same order on every
 * machine.
 */
public final class Schedule {
  private static final long BLOCK_STRIDE = 0x9E3779B97F4A7C15L;

  private Schedule() {}

  /**
   * The forks of one block, in order.
   *
   * @param cells the cells of the block
   * @param block index of the block, from 0
   * @param seed seed of the run
   */
  public static List<Slot> block(List<PlannedCell> cells, int block, long seed) {
    List<PlannedCell> shuffled = new ArrayList<>(cells);
    Collections.shuffle(shuffled, new Random(seed + BLOCK_STRIDE * (block + 1)));
    List<Slot> slots = new ArrayList<>();
    for (int order = 0; order < shuffled.size(); order++) {
      slots.add(new Slot(block, order, shuffled.get(order)));
    }
    return slots;
  }
}
