package dev.tare.bench.driver;

import dev.tare.bench.plan.PairBudget;
import dev.tare.bench.plan.PlannedCell;
import dev.tare.bench.survey.SurveyProcess.Outcome;
import dev.tare.bench.survey.SurveyRequest;
import dev.tare.results.run.Block;
import dev.tare.results.run.LimitSurvey;
import dev.tare.results.run.Roofline;
import dev.tare.results.run.Run;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Says what is to be found out about the machine after a block: everything once, so that the first
 * fork need not wait for it, then the canaries. It is decided by what the document holds and by
 * nothing else, so a run that is resumed finds out the same.
 *
 * <p>The blocks of two arms are short, and time between them is lost to pairs: there the canaries
 * run after every tenth block and the last. What the models ask for is not counted, since an arm
 * may bring one of its own; and as nothing is compared with the limits, they need not be measured
 * again when they were disturbed.
 */
public final class Surveyor {
  /** Limits that other work disturbed are measured once more. */
  private static final int MOST_SURVEYS = 2;

  private final List<PlannedCell> cells;
  private final int cores;
  private final Function<SurveyRequest, Outcome> process;
  private final boolean inArms;

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
    this.inArms = cells.stream().anyMatch(cell -> cell.arm().isPresent());
  }

  /** Finds out nothing, ever. */
  static Surveyor none() {
    return new Surveyor(List.of(), 0, request -> new Outcome.Failed("not wanted"));
  }

  /** Whether anything is found out after a block, from 0, of a run that nobody interrupts. */
  boolean isDue(int block) {
    int last = cells.stream().mapToInt(PlannedCell::blocks).max().orElse(0) - 1;
    return cores > 0
        && (!inArms
            || block == 0
            || block == last
            || (block + 1) % PairBudget.BLOCKS_PER_CANARY == 0);
  }

  /**
   * What is to be found out after a block. A run that was killed between a block's last fork and
   * its survey makes up for it; of a block that others follow it is too late.
   *
   * @param run the document so far
   * @param block the block, from 0
   * @return empty when there is nothing to find out
   */
  Optional<SurveyRequest> wanted(Run run, int block) {
    if (!isDue(block) || isKnown(run.roofline(), block) || hasFollowers(run, block)) {
      return Optional.empty();
    }
    List<PlannedCell> limited = cells.stream().filter(Surveyor::isLimited).toList();
    TreeSet<Integer> threads = new TreeSet<>();
    TreeSet<String> models = new TreeSet<>();
    for (PlannedCell cell : limited) {
      threads.add(threads(cell));
      if (!inArms) {
        models.add(cell.family() + "/" + cell.variant());
      }
    }
    if (threads.isEmpty()) {
      // Nothing to compare with the limits, but the canaries watch over every run.
      threads.add(cores);
    }
    boolean whole = wantsAll(run.roofline());
    return Optional.of(new SurveyRequest(block, List.copyOf(threads), List.copyOf(models), whole));
  }

  private static boolean isKnown(Roofline roofline, int block) {
    return roofline.limits().stream()
        .flatMap(limit -> limit.roundTimesNs().stream())
        .mapToInt(Block::block)
        .anyMatch(known -> known == block);
  }

  private static boolean hasFollowers(Run run, int block) {
    return run.cells().stream()
        .flatMap(cell -> cell.forks().stream())
        .anyMatch(fork -> fork.block() > block);
  }

  private boolean wantsAll(Roofline known) {
    List<LimitSurvey> surveys = known.surveys();
    if (surveys.isEmpty()) {
      // Limits without a survey stand in documents from before those were kept.
      return known.limits().isEmpty();
    }
    return !inArms && known.disturbed() && surveys.size() < MOST_SURVEYS;
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
