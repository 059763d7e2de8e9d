package dev.tare.bench.driver;

import dev.tare.bench.machine.Conditions;
import dev.tare.bench.plan.PlannedCell;
import dev.tare.bench.plan.Slot;
import dev.tare.results.run.Absent;
import dev.tare.results.run.Block;
import dev.tare.results.run.Cell;
import dev.tare.results.run.Failure;
import dev.tare.results.run.Fork;
import dev.tare.results.run.Metric;
import dev.tare.results.run.MetricKind;
import dev.tare.results.run.Run;
import dev.tare.results.run.RunStatus;
import dev.tare.results.store.RunFile;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps the run document as forks end. The document on disk is always whole: after each fork it is
 * written anew and moved into place, so a run that dies loses the fork it was in and nothing else.
 */
public final class RunRecorder {
  /** A disturbed sample is measured again twice at most. */
  static final int MOST_ATTEMPTS = 3;

  private final Path file;
  private final Clock clock;
  private final boolean keepDisturbed;
  private final Map<String, Cell> cells = new LinkedHashMap<>();
  private Run run;

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

  /** Whether the document holds all that this place in the run can give. */
  public boolean has(Slot slot) {
    List<Fork> attempts = attempts(slot);
    return attempts.size() >= MOST_ATTEMPTS
        || attempts.stream().anyMatch(fork -> !fork.disturbed());
  }

  private List<Fork> attempts(Slot slot) {
    return cells.get(slot.cell().id()).forks().stream()
        .filter(fork -> fork.block() == slot.block())
        .toList();
  }

  /** How many samples of the plan are missing because they were disturbed at every attempt. */
  long lostSamples() {
    return cells.values().stream()
        .flatMap(cell -> cell.forks().stream())
        .filter(fork -> fork.disturbed() && fork.attempt() == MOST_ATTEMPTS - 1)
        .count();
  }

  /**
   * Adds a fork that ended and writes the document. The samples of a disturbed fork are kept with
   * it, apart from those of the cell; only what repeats exactly is taken whatever the machine did.
   *
   * @throws dev.tare.results.document.UnwritableFileException when it cannot be written; the old
   *     document remains
   */
  public void add(Slot slot, long wallTimeNs, Conditions conditions, ForkResult result) {
    Cell cell = cells.get(slot.cell().id());
    Optional<Failure> failure =
        result instanceof ForkResult.Failed failed
            ? Optional.of(failed.failure())
            : Optional.empty();
    List<Metric> metrics = cell.metrics();
    List<Absent> absent = cell.absent();
    List<Metric> setAside = List.of();
    if (result instanceof ForkResult.Measured measured) {
      if (!keepDisturbed && isDisturbed(measured, conditions)) {
        setAside = merge(List.of(), measured.samples(), slot.block());
      } else {
        metrics = merge(metrics, measured.samples(), slot.block());
        absent = union(metrics, absent, measured.absent());
      }
    }
    List<Fork> forks = new ArrayList<>(cell.forks());
    forks.add(
        new Fork(
            slot.block(),
            slot.order(),
            attempts(slot).size(),
            wallTimeNs,
            failure,
            conditions.readings(),
            conditions.disturbances(),
            setAside));
    cells.put(
        slot.cell().id(),
        new Cell(
            cell.benchmark(),
            cell.family(),
            cell.variant(),
            cell.parameters(),
            cell.plannedBlocks(),
            forks,
            metrics,
            absent,
            cell.arm()));
    write(RunStatus.RUNNING, Optional.empty());
  }

  /** A cell without times, such as a cosine, comes out the same on the busiest machine. */
  private static boolean isDisturbed(ForkResult.Measured measured, Conditions conditions) {
    return !conditions.disturbances().isEmpty()
        && measured.samples().keySet().stream()
            .anyMatch(kind -> kind.unit().equals("ns") || kind.unit().endsWith("/s"));
  }

  /** Adds a doubt about the whole run. */
  public void warn(String warning) {
    List<String> warnings = new ArrayList<>(run.warnings());
    warnings.add(warning);
    run = copy(run.status(), run.finishedAt(), warnings);
  }

  /** Lowers what the plan asked for to the blocks that were run. */
  public void endAfter(int blocks) {
    cells.replaceAll(
        (id, cell) ->
            new Cell(
                cell.benchmark(),
                cell.family(),
                cell.variant(),
                cell.parameters(),
                Math.min(cell.plannedBlocks(), blocks),
                cell.forks(),
                cell.metrics(),
                cell.absent(),
                cell.arm()));
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

  /** Writes the document as it stands, still running. */
  public void start() {
    write(RunStatus.RUNNING, Optional.empty());
  }

  private void write(RunStatus status, Optional<Instant> finishedAt) {
    run = copy(status, finishedAt, run.warnings());
    RunFile.write(run, file);
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
        run.versus());
  }

  private static List<Metric> merge(
      List<Metric> known, Map<MetricKind, List<Double>> samples, int block) {
    Map<MetricKind, List<Block>> blocks = new LinkedHashMap<>();
    known.forEach(metric -> blocks.put(metric.kind(), new ArrayList<>(metric.blocks())));
    samples.forEach(
        (kind, values) ->
            blocks.computeIfAbsent(kind, any -> new ArrayList<>()).add(new Block(block, values)));
    List<Metric> merged = new ArrayList<>();
    blocks.forEach(
        (kind, list) -> {
          list.sort(Comparator.comparingInt(Block::block));
          merged.add(new Metric(kind, list));
        });
    return merged;
  }

  /** A metric that one block could measure is not absent. */
  private static List<Absent> union(List<Metric> metrics, List<Absent> known, List<Absent> more) {
    Map<String, Absent> all = new LinkedHashMap<>();
    known.forEach(absent -> all.put(absent.name(), absent));
    more.forEach(absent -> all.putIfAbsent(absent.name(), absent));
    metrics.forEach(metric -> all.remove(metric.kind().name()));
    return List.copyOf(all.values());
  }
}
