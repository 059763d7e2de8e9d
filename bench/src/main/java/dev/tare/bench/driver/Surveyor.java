package dev.tare.bench.driver;

import dev.tare.bench.plan.PlannedCell;
import dev.tare.bench.survey.SurveyProcess.Outcome;
import dev.tare.bench.survey.SurveyRequest;
import dev.tare.results.run.Run;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Says what is to be found out about the machine after a block: everything once, so that the first
 * fork need not wait for it, then the canaries.
 */
public final class Surveyor {
  private final List<PlannedCell> cells;
  private final int cores;
  private final Function<SurveyRequest, Outcome> process;

  /**
   * Wires a surveyor.
   *
   * @param cells the plan's cells; those of the roofline decide what is asked for
   * @param cores what {@code all} threads are, 1 or more; 0 to find out nothing
   * @param process makes a survey
   */
  public Surveyor(List<PlannedCell> cells, int cores, Function<SurveyRequest, Outcome> process) {
    this.cells = List.copyOf(cells);
    this.cores = cores;
    this.process = process;
  }

  /** Finds out nothing, ever. */
  static Surveyor none() {
    return new Surveyor(List.of(), 0, request -> new Outcome.Failed("not wanted"));
  }

  /**
   * What is to be found out after a block.
   *
   * @param run the document so far
   * @param block the block, from 0
   * @param anyRan whether a fork of the block was started just now
   * @param again whether what was measured before is worth measuring again
   * @return empty when there is nothing to find out
   */
  Optional<SurveyRequest> wanted(Run run, int block, boolean anyRan, boolean again) {
    List<PlannedCell> limited = cells.stream().filter(Surveyor::isLimited).toList();
    boolean none = run.roofline().limits().isEmpty();
    if (cores == 0 || !anyRan && !none) {
      return Optional.empty();
    }
    TreeSet<Integer> threads = new TreeSet<>();
    TreeSet<String> models = new TreeSet<>();
    for (PlannedCell cell : limited) {
      threads.add(threads(cell));
      models.add(cell.family() + "/" + cell.variant());
    }
    if (threads.isEmpty()) {
      // Nothing to compare with the limits, but the canaries watch over every run.
      threads.add(cores);
    }
    return Optional.of(
        new SurveyRequest(block, List.copyOf(threads), List.copyOf(models), none || again));
  }

  Outcome survey(SurveyRequest request) {
    return process.apply(request);
  }

  private static boolean isLimited(PlannedCell cell) {
    return switch (cell.entry().benchmark()) {
      case PREFILL, DECODE, EMBED -> true;
      default -> false;
    };
  }

  private int threads(PlannedCell cell) {
    String threads = cell.jmhParameters().getOrDefault("threads", "0");
    return threads.equals("0") ? cores : Integer.parseInt(threads);
  }
}
