package dev.tare.results.sample;

import dev.tare.results.run.Cell;
import dev.tare.results.run.ModelIdentity;
import dev.tare.results.run.Plan;
import dev.tare.results.run.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Runs that differ from another in one thing. */
public final class Changed {
  private Changed() {}

  /** The run with each cell changed. */
  public static Run cells(Run run, UnaryOperator<Cell> change) {
    return parts(run, run.plan(), run.models(), run.cells().stream().map(change).toList());
  }

  /** The run with other models and cells. */
  public static Run parts(Run run, List<ModelIdentity> models, List<Cell> cells) {
    return parts(run, run.plan(), models, cells);
  }

  /** The run with another file behind its first model. */
  public static Run firstModel(Run run, long fileSizeBytes, int tensorCount, String sha256) {
    ModelIdentity first = run.models().get(0);
    List<ModelIdentity> models = new ArrayList<>(run.models());
    models.set(
        0,
        new ModelIdentity(
            first.family(),
            first.variant(),
            first.format(),
            first.reference(),
            first.file(),
            fileSizeBytes,
            tensorCount,
            first.parameterCount(),
            sha256));
    return parts(run, models, run.cells());
  }

  /** The run as one of another suite. */
  public static Run suite(Run run, String suite) {
    Plan plan = new Plan(suite, run.plan().seed(), run.plan().blocks(), run.plan().settings());
    return parts(run, plan, run.models(), run.cells());
  }

  private static Run parts(Run run, Plan plan, List<ModelIdentity> models, List<Cell> cells) {
    return new Run(
        run.id(),
        run.status(),
        run.startedAt(),
        run.finishedAt(),
        run.tool(),
        plan,
        run.machine(),
        models,
        cells,
        run.warnings(),
        run.roofline(),
        run.versus());
  }
}
