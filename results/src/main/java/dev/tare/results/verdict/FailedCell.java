package dev.tare.results.verdict;

import dev.tare.results.run.Fork;
import java.util.List;
import java.util.Optional;

/**
 * A cell of the run of which at least one fork failed.
 *
 * @param subject the cell
 * @param arm the arm it belongs to; empty in a run without arms
 * @param plannedBlocks how many blocks it should have
 * @param forks the failed forks
 */
public record FailedCell(
    Subject subject, Optional<String> arm, int plannedBlocks, List<Fork> forks) {
  /** Copies the forks. */
  public FailedCell {
    forks = List.copyOf(forks);
  }

  /** One line: how many blocks failed, and the first reason. Not escaped. */
  public String reason() {
    String first = forks.get(0).failure().orElseThrow().reason();
    return forks.size() + " of " + plannedBlocks + " blocks failed: " + first;
  }
}
