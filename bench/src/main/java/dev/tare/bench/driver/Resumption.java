package dev.tare.bench.driver;

import dev.tare.bench.machine.Libraries;
import dev.tare.bench.plan.PlannedCell;
import dev.tare.results.run.Machine;
import dev.tare.results.run.Run;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Checks that an interrupted run can go on here: same plan, same machine, same files. */
public final class Resumption {
  private Resumption() {}

  /**
   * Refuses a run that cannot go on.
   *
   * @param file the run's document
   * @param run the document
   * @param preparation the plan as it is made today
   * @param machine the machine as it is today
   * @throws SetupException naming what differs
   */
  public static void check(Path file, Run run, Preparation preparation, Machine machine) {
    if (!run.machine().identity().equals(machine.identity())) {
      throw new SetupException(
          file
              + ": began on another machine ("
              + String.join(", ", run.machine().differingFields(machine))
              + " differ); resume it there or start a new run");
    }
    if (!run.tool().equals(Libraries.tools())) {
      throw new SetupException(
          file + ": began with other versions (" + run.tool() + "); start a new run");
    }
    if (!run.models().equals(preparation.models())) {
      throw new SetupException(
          file + ": the model files have changed since it began; start a new run");
    }
    if (!run.versus().equals(preparation.arms().map(PreparedArms::document))) {
      throw new SetupException(
          file + ": the arms' library, JVM or model has changed since; start a new run");
    }
    Set<String> planned =
        preparation.cells().stream().map(PlannedCell::id).collect(Collectors.toSet());
    List<String> unknown =
        run.cells().stream().map(cell -> cell.id()).filter(id -> !planned.contains(id)).toList();
    if (!unknown.isEmpty()) {
      throw new SetupException(
          file + ": this version of Tare plans no cell '" + unknown.get(0) + "'; start a new run");
    }
  }
}
