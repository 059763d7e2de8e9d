package dev.tare.bench.plan;

import dev.tare.results.run.Cell;
import dev.tare.results.run.CellArm;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One benchmark of one variant with one set of parameters, to be run once per block.
 *
 * @param entry the suite's entry it comes from
 * @param family the model family
 * @param variant the variant
 * @param parameters every parameter of the benchmark but family and variant; sorted
 * @param blocks in how many blocks it runs, 1 or more; the least number when a precision is asked
 *     for
 * @param arm the arm it belongs to, when two things are compared
 */
public record PlannedCell(
    SuiteEntry entry,
    String family,
    String variant,
    Map<String, String> parameters,
    int blocks,
    Optional<PlannedArm> arm) {
  /** Copies the parameters. */
  public PlannedCell {
    parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
  }

  /** A cell of a run that compares nothing within itself. */
  public PlannedCell(
      SuiteEntry entry, String family, String variant, Map<String, String> parameters, int blocks) {
    this(entry, family, variant, parameters, blocks, Optional.empty());
  }

  /** The same cell with another number of blocks. */
  PlannedCell withBlocks(int count) {
    return new PlannedCell(entry, family, variant, parameters, count, arm);
  }

  /** The same arm's cell in a fork that takes so many turns with the other arm's. */
  PlannedCell inTurns(int turns) {
    Optional<PlannedArm> inTurns =
        arm.map(
            each ->
                new PlannedArm(
                    new CellArm(each.cell().name(), each.cell().pair(), true), each.settings()));
    return new PlannedCell(entry.inTurns(turns), family, variant, parameters, blocks, inTurns);
  }

  /** Whether its fork takes turns with that of the other arm. */
  public boolean isInTurns() {
    return arm.filter(each -> each.cell().inTurns()).isPresent();
  }

  /** The cell as it stands in the run document before anything is measured. */
  public Cell empty() {
    return new Cell(
        entry.benchmark().id(),
        family,
        variant,
        parameters,
        blocks,
        List.of(),
        List.of(),
        List.of(),
        Optional.empty(),
        arm.map(PlannedArm::cell));
  }

  /** What identifies the cell in every run. */
  public String id() {
    return empty().id();
  }

  /** Whether it comes out the same each time. */
  public boolean isExact() {
    return entry.benchmark().mainMetrics().isEmpty();
  }

  /** The parameters as JMH takes them: all cores are written 0. */
  public Map<String, String> jmhParameters() {
    Map<String, String> jmh = new TreeMap<>(parameters);
    jmh.replace("threads", "all", "0");
    jmh.put("family", family);
    jmh.put("variant", variant);
    return jmh;
  }
}
