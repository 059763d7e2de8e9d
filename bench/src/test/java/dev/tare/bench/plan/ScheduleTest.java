package dev.tare.bench.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScheduleTest {
  private final List<PlannedCell> cells =
      PlanFixtures.cells(PlanFixtures.suite("ModelLoadBenchmark", "GenerationBenchmark"));

  private List<String> order(int block, long seed) {
    return Schedule.block(cells, block, seed).stream().map(slot -> slot.cell().id()).toList();
  }

  @Test
  void holdsEveryCellOncePerBlock() {
    List<String> order = order(0, 7);

    assertEquals(cells.size(), order.size());
    assertEquals(cells.size(), new HashSet<>(order).size());
  }

  @Test
  void repeatsForTheSameSeedAndDiffersBetweenBlocksAndSeeds() {
    assertEquals(order(1, 7), order(1, 7));
    assertNotEquals(order(0, 7), order(1, 7));
    assertNotEquals(order(0, 7), order(0, 8));
  }
}
