package dev.tare.results.report;

import dev.tare.results.run.Cell;
import dev.tare.results.run.Fork;
import java.util.Optional;

/** Knows where a fork's log lies. */
@FunctionalInterface
public interface LogLocator {
  /** Knows no log. */
  LogLocator NONE = (cell, fork) -> Optional.empty();

  /**
   * Where a fork's log lies, as a user would name it.
   *
   * @param cell the cell
   * @param fork one of its forks
   */
  Optional<String> find(Cell cell, Fork fork);
}
