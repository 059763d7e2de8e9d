package dev.tare.bench.driver;

import dev.tare.results.run.Cell;
import dev.tare.results.run.Fork;
import dev.tare.results.run.Metric;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The arms of a pair run one right after the other, or their ratio would hold whatever the machine
 * did in between. A pair that an interruption cut in two is therefore measured anew as a whole.
 */
final class HalfPairs {
  private HalfPairs() {}

  /** Takes the forks and samples of half pairs out of the cells, which are given by their id. */
  static void forget(Map<String, Cell> cells) {
    Map<String, List<String>> pairs = new HashMap<>();
    cells.forEach(
        (id, cell) ->
            cell.arm()
                .ifPresent(
                    arm -> pairs.computeIfAbsent(arm.pair(), any -> new ArrayList<>()).add(id)));
    for (List<String> arms : pairs.values()) {
      Set<Integer> halves = halves(arms.stream().map(cells::get).toList());
      arms.forEach(id -> cells.computeIfPresent(id, (same, cell) -> without(cell, halves)));
    }
  }

  /** The blocks that one of the arms has begun, but not both have ended. */
  private static Set<Integer> halves(List<Cell> arms) {
    Set<Integer> blocks = new TreeSet<>();
    arms.forEach(arm -> arm.forks().stream().map(Fork::block).forEach(blocks::add));
    blocks.removeIf(block -> arms.stream().allMatch(arm -> Attempts.isSettled(arm, block)));
    return blocks;
  }

  private static Cell without(Cell cell, Set<Integer> blocks) {
    if (blocks.isEmpty()) {
      return cell;
    }
    List<Metric> metrics =
        cell.metrics().stream()
            .map(metric -> without(metric, blocks))
            .filter(metric -> !metric.blocks().isEmpty())
            .toList();
    List<Fork> forks =
        cell.forks().stream().filter(fork -> !blocks.contains(fork.block())).toList();
    return cell.withSamples(forks, metrics, cell.absent());
  }

  private static Metric without(Metric metric, Set<Integer> blocks) {
    return new Metric(
        metric.kind(),
        metric.blocks().stream().filter(block -> !blocks.contains(block.block())).toList());
  }
}
