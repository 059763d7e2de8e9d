package dev.tare.results.run;

import java.time.Instant;
import java.util.HashMap;
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
 * @param suite what was to be measured
 * @param tool name → version of what measured
 * @param machine where it ran
 * @param complete whether it reached its end with every fork
 * @param models SHA-256 of each model file, by family and variant: {@code gemma3-120m/Q4_0}
 * @param arms whether it compares two things within itself; then it has no cells
 * @param cells what was measured
 */
public record RunOutline(
    String id,
    Instant startedAt,
    String suite,
    Map<String, String> tool,
    Machine machine,
    boolean complete,
    Map<String, String> models,
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
    if (startedAt == null || suite == null || machine == null) {
      throw new IllegalArgumentException("a run needs startedAt, a suite and a machine");
    }
    tool = Map.copyOf(tool);
    models = Map.copyOf(models);
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
        run.plan().suite(),
        run.tool(),
        run.machine(),
        run.status() == RunStatus.COMPLETE,
        models(run.models()),
        run.versus().isPresent(),
        run.cells().stream().map(CellMeans::of).toList());
  }

  /** The models as an outline knows them; of two alike the first. */
  public static Map<String, String> models(List<ModelIdentity> models) {
    Map<String, String> hashes = new HashMap<>();
    models.forEach(
        model -> hashes.putIfAbsent(model.family() + "/" + model.variant(), model.sha256()));
    return hashes;
  }
}
