package dev.tare.results.run;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A run in means: what its place in the history of its machine takes, at a small part of a run's
 * memory.
 *
 * @param id the run's id
 * @param startedAt when the first fork started
 * @param tool name → version of what measured
 * @param machine where it ran
 * @param arms whether it compares two things within itself; then it has no cells
 * @param cells what was measured
 */
public record RunOutline(
    String id,
    Instant startedAt,
    Map<String, String> tool,
    Machine machine,
    boolean arms,
    List<CellMeans> cells) {
  /**
   * Copies and checks.
   *
   * @throws IllegalArgumentException when the id is none, something is missing or a cell appears
   *     twice
   */
  public RunOutline {
    if (id == null || !id.matches(Run.ID)) {
      throw new IllegalArgumentException("a run id is letters, digits and dashes, got " + id);
    }
    if (startedAt == null || machine == null) {
      throw new IllegalArgumentException("a run needs startedAt and machine");
    }
    tool = Map.copyOf(tool);
    cells = arms ? List.of() : List.copyOf(cells);
    Set<String> seen = new HashSet<>();
    for (CellMeans each : cells) {
      if (!seen.add(each.cell().id())) {
        throw new IllegalArgumentException("cell " + each.cell().id() + " appears twice");
      }
    }
  }

  /** The outline of a run. */
  public static RunOutline of(Run run) {
    return new RunOutline(
        run.id(),
        run.startedAt(),
        run.tool(),
        run.machine(),
        run.versus().isPresent(),
        run.cells().stream().map(CellMeans::of).toList());
  }
}
