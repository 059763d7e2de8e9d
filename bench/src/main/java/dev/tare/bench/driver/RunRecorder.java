package dev.tare.bench.driver;

import dev.tare.bench.machine.Conditions;
import dev.tare.bench.plan.BenchmarkSpec;
import dev.tare.bench.plan.PlannedCell;
import dev.tare.bench.plan.Slot;
import dev.tare.bench.survey.SurveyProcess;
import dev.tare.bench.survey.SurveyRequest;
import dev.tare.results.document.DocumentReader;
import dev.tare.results.run.Cell;
import dev.tare.results.run.Fork;
import dev.tare.results.run.LimitSurvey;
import dev.tare.results.run.Machine;
import dev.tare.results.run.Roofline;
import dev.tare.results.run.Run;
import dev.tare.results.run.RunStatus;
import dev.tare.results.run.Stop;
import dev.tare.results.run.WarmupEnd;
import dev.tare.results.store.RunFile;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Keeps the run document as forks end. The document on disk is always whole: after each fork it is
 * written anew and moved into place, so a run that dies loses the fork it was in and nothing else.
 */
public final class RunRecorder {
  /** Room for the fork under way and for what is written at the end. */
  private static final long FULL_BYTES = DocumentReader.MAX_BYTES / 10 * 9;

  private final Path file;
  private final Clock clock;
  private final boolean keepDisturbed;
  private final long fullBytes;
  private final Map<String, Cell> cells = new LinkedHashMap<>();
  private Run run;
  private long documentBytes;

  /**
   * Starts from a document: a new one without samples, or one to go on with.
   *
   * @param file where the document is kept
   * @param run the document so far
   * @param plan every cell of the plan; cells the document lacks are added
   * @param clock tells when the run ended
   * @param keepDisturbed whether samples are used although the machine was disturbed meanwhile
   */
  public RunRecorder(
      Path file, Run run, List<PlannedCell> plan, Clock clock, boolean keepDisturbed) {
    this(file, run, plan, clock, keepDisturbed, FULL_BYTES);
  }

  /** The same with another size, bytes, from which on a document is full. */
  RunRecorder(
      Path file,
      Run run,
      List<PlannedCell> plan,
      Clock clock,
      boolean keepDisturbed,
      long fullBytes) {
    this.fullBytes = fullBytes;
    this.file = file;
    this.run = run;
    this.clock = clock;
    this.keepDisturbed = keepDisturbed;
    plan.forEach(cell -> cells.put(cell.id(), cell.empty()));
    run.cells().forEach(cell -> cells.put(cell.id(), cell));
  }

  /** The document as it stands. */
  public Run run() {
    return run;
  }

  /** Where the document is kept. */
  public Path file() {
    return file;
  }

  /** How long the forks in the document took together, ns. */
  long wallTimeNs() {
    return cells.values().stream()
        .flatMap(cell -> cell.forks().stream())
        .mapToLong(Fork::wallTimeNs)
        .sum();
  }

  /** What the document holds of a cell of the plan. */
  Cell cell(String id) {
    return cells.get(id);
  }

  /** Whether the document holds all that this place in the run can give. */
  public boolean has(Slot slot) {
    return Attempts.isSettled(cell(slot.cell().id()), slot.block());
  }

  /** Whether the document holds a fork of this place in the run. */
  boolean hasBegun(Slot slot) {
    return attempts(slot) > 0;
  }

  /** How many forks the document holds of this place in the run. */
  int attempts(Slot slot) {
    return Attempts.of(cell(slot.cell().id()), slot.block()).size();
  }

  /** Whether the document is as large as one may become; then no further fork is to start. */
  boolean isFull() {
    return documentBytes > fullBytes;
  }

  /** How long the forks of a block will take when each cell takes as long as it usually did, ns. */
  long expectedNs(List<Slot> block) {
    return block.stream().mapToLong(slot -> usualNs(cell(slot.cell().id()))).sum();
  }

  /**
   * The median over the blocks: one fork that hung until it was killed says nothing of the next.
   */
  private static long usualNs(Cell cell) {
    long[] blocksNs =
        cell.forks().stream()
            .collect(Collectors.groupingBy(Fork::block, Collectors.summingLong(Fork::wallTimeNs)))
            .values()
            .stream()
            .mapToLong(Long::longValue)
            .sorted()
            .toArray();
    int blocks = blocksNs.length;
    return blocks == 0 ? 0 : (blocksNs[(blocks - 1) / 2] + blocksNs[blocks / 2]) / 2;
  }

  /** Raises what the plan asks for to a block that is about to start. */
  void begin(List<Slot> block) {
    block.forEach(
        slot ->
            cells.computeIfPresent(
                slot.cell().id(),
                (id, cell) ->
                    cell.withPlannedBlocks(Math.max(cell.plannedBlocks(), slot.block() + 1))));
  }

  /** Says how a cell ended. */
  void end(String id, Optional<Stop> stop) {
    cells.computeIfPresent(id, (same, cell) -> cell.withStop(stop));
  }

  /**
   * How many forks' warm-up ended in a way; one that compares two halves in turns has no such
   * setting, and both halves move alike.
   */
  long forks(WarmupEnd end) {
    return cells.values().stream()
        .filter(RunRecorder::becomesSteady)
        .flatMap(cell -> cell.forks().stream())
        .flatMap(fork -> fork.warmup().stream())
        .filter(warmup -> warmup.end() == end)
        .count();
  }

  private static boolean becomesSteady(Cell cell) {
    return BenchmarkSpec.find(cell.benchmark()).filter(BenchmarkSpec::becomesSteady).isPresent();
  }

  /** How many samples of the plan are missing because they were disturbed at every attempt. */
  long lostSamples() {
    return cells.values().stream()
        .flatMap(cell -> cell.forks().stream())
        .filter(fork -> fork.disturbed() && fork.attempt() == Attempts.MOST - 1)
        .count();
  }

  /** A fork that ended. */
  record Ended(Slot slot, long wallTimeNs, Conditions conditions, ForkResult result) {}

  /**
   * Adds forks that ended together and writes the document once: all of them stand in it, or none.
   *
   * @throws dev.tare.results.document.UnwritableFileException when it cannot be written; the old
   *     document remains
   */
  void add(List<Ended> forks) {
    for (Ended fork : forks) {
      cells.computeIfPresent(
          fork.slot().cell().id(),
          (id, cell) ->
              CellSamples.plus(
                  cell,
                  fork.slot(),
                  fork.wallTimeNs(),
                  fork.conditions(),
                  fork.result(),
                  keepDisturbed));
    }
    write(RunStatus.RUNNING, Optional.empty());
  }

  /**
   * Adds a fork that ended and writes the document. The samples of a disturbed fork are kept with
   * it, apart from those of the cell; only what repeats exactly is taken whatever the machine did.
   *
   * @throws dev.tare.results.document.UnwritableFileException when it cannot be written; the old
   *     document remains
   */
  public void add(Slot slot, long wallTimeNs, Conditions conditions, ForkResult result) {
    add(List.of(new Ended(slot, wallTimeNs, conditions, result)));
  }

  /**
   * Adds what was found out about the machine after a block and writes the document.
   *
   * @param request what was to be found out
   * @param conditions what the machine did meanwhile
   * @param outcome what was
   * @throws dev.tare.results.document.UnwritableFileException when it cannot be written; the old
   *     document remains
   */
  public void add(SurveyRequest request, Conditions conditions, SurveyProcess.Outcome outcome) {
    if (outcome instanceof SurveyProcess.Outcome.Made made) {
      Machine machine =
          made.survey().findings().isEmpty()
              ? run.machine()
              : run.machine().with(made.survey().findings());
      Roofline known = run.roofline().plus(made.survey().roofline());
      LimitSurvey survey = new LimitSurvey(request.block(), conditions.disturbances());
      run = run.with(machine, request.whole() ? known.plus(survey) : known);
    } else if (outcome instanceof SurveyProcess.Outcome.Failed failed) {
      warn(
          "the machine's limits could not be measured after block "
              + (request.block() + 1)
              + ": "
              + failed.reason());
    }
    write(RunStatus.RUNNING, Optional.empty());
  }

  /** Adds a doubt about the whole run, unless it stands there already. */
  public void warn(String warning) {
    if (run.warnings().contains(warning)) {
      return;
    }
    List<String> warnings = new ArrayList<>(run.warnings());
    warnings.add(warning);
    run = copy(run.status(), run.finishedAt(), warnings);
  }

  /** Removes a doubt about the whole run. */
  void takeBack(String warning) {
    List<String> warnings = new ArrayList<>(run.warnings());
    warnings.remove(warning);
    run = copy(run.status(), run.finishedAt(), warnings);
  }

  /** Lowers what the plan asked for to the blocks that were run. */
  public void endAfter(int blocks) {
    cells.replaceAll((id, cell) -> cell.withPlannedBlocks(Math.min(cell.plannedBlocks(), blocks)));
  }

  /**
   * Ends a run whose document is full: lowers what the plan asked for to the blocks that each cell
   * was begun in, and says so unless nothing was left to measure. A document that nobody can read
   * would lose everything.
   */
  void endIfFull(BlockPlan plan) {
    long open = plan.cells().stream().filter(cell -> plan.isOpen(cell, cell(cell.id()))).count();
    if (!isFull() || open == 0) {
      return;
    }
    cells.replaceAll(
        (id, cell) -> {
          int begun = cell.forks().stream().mapToInt(fork -> fork.block() + 1).max().orElse(1);
          return cell.withPlannedBlocks(Math.min(cell.plannedBlocks(), begun));
        });
    warn(
        "the run ended because its document became as large as Tare reads; "
            + open
            + " of "
            + cells.size()
            + " cells were to be measured further; measure fewer at a time with --only");
  }

  /** Writes the document with its last status. */
  public void finish(boolean interrupted) {
    boolean failed =
        cells.values().stream()
            .flatMap(cell -> cell.forks().stream())
            .anyMatch(fork -> fork.failure().isPresent());
    RunStatus ended = failed ? RunStatus.INCOMPLETE : RunStatus.COMPLETE;
    write(interrupted ? RunStatus.INTERRUPTED : ended, Optional.of(clock.instant()));
  }

  /** Writes the document as it stands, still running; what an interruption cut in two is gone. */
  public void start() {
    HalfPairs.forget(cells);
    cells.replaceAll((id, cell) -> cell.withStop(Optional.empty()));
    write(RunStatus.RUNNING, Optional.empty());
  }

  private void write(RunStatus status, Optional<Instant> finishedAt) {
    run = copy(status, finishedAt, run.warnings());
    documentBytes = RunFile.write(run, file);
  }

  private Run copy(RunStatus status, Optional<Instant> finishedAt, List<String> warnings) {
    return new Run(
        run.id(),
        status,
        run.startedAt(),
        finishedAt,
        run.tool(),
        run.plan(),
        run.machine(),
        run.models(),
        new ArrayList<>(cells.values()),
        warnings,
        run.roofline(),
        run.versus());
  }
}
