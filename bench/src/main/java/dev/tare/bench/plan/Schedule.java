package dev.tare.bench.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * The order of the forks: every cell of a block once, each block shuffled on its own, so that a
 * slow drift of the machine meets all cells alike. The two arms of a cell run one right after the
 * other. The same seed gives the same order on every machine.
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
    List<List<PlannedCell>> shuffled =
        new ArrayList<>(
            cells.stream()
                .collect(
                    Collectors.groupingBy(Schedule::pair, LinkedHashMap::new, Collectors.toList()))
                .values());
    Collections.shuffle(shuffled, new Random(seed + BLOCK_STRIDE * (block + 1)));
    List<Slot> slots = new ArrayList<>();
    for (List<PlannedCell> together : shuffled) {
      for (PlannedCell cell : ordered(together, block, seed)) {
        slots.add(new Slot(block, slots.size(), cell));
      }
    }
    return slots;
  }

  /**
   * A block's forks as they are run: alone, or two that take turns.
   *
   * @param block the forks of a block, in order
   */
  public static List<List<Slot>> together(List<Slot> block) {
    List<List<Slot>> together = new ArrayList<>();
    for (Slot slot : block) {
      List<Slot> last = together.isEmpty() ? List.of() : together.get(together.size() - 1);
      if (last.size() == 1 && areInTurns(last.get(0).cell(), slot.cell())) {
        last.add(slot);
      } else {
        together.add(new ArrayList<>(List.of(slot)));
      }
    }
    return together;
  }

  private static boolean areInTurns(PlannedCell one, PlannedCell other) {
    return one.isInTurns() && pair(one).equals(pair(other));
  }

  /**
   * What of a block is measured again together, where it was disturbed: each pair by itself, so
   * that its arms stay near each other; else the whole block.
   *
   * @param block the forks of one block, in order
   */
  public static List<List<Slot>> rounds(List<Slot> block) {
    boolean paired = block.stream().anyMatch(slot -> slot.cell().arm().isPresent());
    return paired
        ? List.copyOf(
            block.stream()
                .collect(
                    Collectors.groupingBy(
                        slot -> pair(slot.cell()), LinkedHashMap::new, Collectors.toList()))
                .values())
        : List.of(block);
  }

  private static String pair(PlannedCell cell) {
    return cell.arm().map(arm -> arm.cell().pair()).orElseGet(cell::id);
  }

  /**
   * Of two blocks one begins with either arm; which one is drawn. So each arm comes first equally
   * often, and a difference within a pair is as likely as its negative when the arms are the same.
   */
  private static List<PlannedCell> ordered(List<PlannedCell> together, int block, long seed) {
    if (together.size() < 2) {
      return together;
    }
    long draw = seed + BLOCK_STRIDE * (block / 2 + 1) + pair(together.get(0)).hashCode();
    boolean turned = new Random(draw).nextBoolean() ^ block % 2 == 1;
    List<PlannedCell> ordered = new ArrayList<>(together);
    if (turned) {
      Collections.reverse(ordered);
    }
    return ordered;
  }
}
