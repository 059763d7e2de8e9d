package dev.tare.results.verdict;

import dev.tare.results.experience.EarlierRuns;
import dev.tare.results.experience.StoredRuns;
import dev.tare.results.run.Absent;
import dev.tare.results.run.Cell;
import dev.tare.results.run.CellArm;
import dev.tare.results.run.Metric;
import dev.tare.results.run.MetricKind;
import dev.tare.results.run.ModelIdentity;
import dev.tare.results.run.Run;
import dev.tare.results.run.RunOutline;
import dev.tare.results.run.VersusRunException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Compares a run with a baseline. Everything that is ever said of a change is decided here. */
public final class Comparator {
  private Comparator() {}

  /**
   * Matches cells by their id and metrics by name, unit and direction, and judges each.
   *
   * @param baseline the accepted or older run
   * @param run the run that is judged
   * @param policy what counts as a change
   * @throws VersusRunException when a run compares two arms within itself
   * @throws DifferentMachineException when the fingerprints differ
   */
  public static Comparison compare(Run baseline, Run run, Policy policy) {
    return compare(baseline, run, policy, StoredRuns.NONE);
  }

  /**
   * The same with a store of runs to learn from, how far runs of this machine differ by chance and
   * at which level each metric is.
   *
   * @param baseline the accepted or older run
   * @param run the run that is judged
   * @param policy what counts as a change
   * @param store runs of any machine in any order; both sides may be among them
   * @throws VersusRunException when a run compares two arms within itself
   * @throws DifferentMachineException when the fingerprints differ
   */
  public static Comparison compare(Run baseline, Run run, Policy policy, StoredRuns store) {
    VersusRunException.reject(baseline, "compared with another run");
    VersusRunException.reject(run, "compared with another run");
    if (!baseline.machine().identity().equals(run.machine().identity())) {
      throw new DifferentMachineException(baseline.machine(), run.machine());
    }
    EarlierRuns earlier = EarlierRuns.of(store.runs(), RunOutline.of(baseline), RunOutline.of(run));
    RowList rows = new RowList(policy, earlier);
    union(byName(baseline.models()), byName(run.models()))
        .forEach((name, pair) -> ModelRows.add(pair.before(), pair.now(), rows));
    union(byId(baseline.cells()), byId(run.cells()))
        .forEach((id, pair) -> addCell(pair.before(), pair.now(), policy, rows));
    Excuses excuses = new Excuses(policy, baseline, run);
    RowList.Judged judged = rows.judged(excuses::applied);
    List<String> notes = new ArrayList<>();
    judged.history().ifPresent(use -> notes.addAll(use.notes()));
    earlier.whyNone().ifPresent(notes::add);
    notes.addAll(store.notes());
    notes.addAll(ComparisonNotes.of(baseline, run));
    notes.addAll(excuses.notes(judged.worstFirst()));
    return new Comparison(
        RunSummary.of(baseline),
        RunSummary.of(run),
        run.machine(),
        policy,
        judged.worstFirst(),
        BudgetJudge.judge(run, policy),
        failures(run),
        judged.history(),
        notes);
  }

  private record Both<T>(Optional<T> before, Optional<T> now) {}

  private static <T> Map<String, Both<T>> union(Map<String, T> before, Map<String, T> now) {
    Map<String, Both<T>> all = new LinkedHashMap<>();
    before.forEach(
        (key, value) ->
            all.put(key, new Both<>(Optional.of(value), Optional.ofNullable(now.get(key)))));
    now.forEach(
        (key, value) -> all.putIfAbsent(key, new Both<>(Optional.empty(), Optional.of(value))));
    return all;
  }

  private static Map<String, ModelIdentity> byName(List<ModelIdentity> models) {
    return ordered(models, model -> model.family() + "/" + model.variant());
  }

  private static Map<String, Cell> byId(List<Cell> cells) {
    return ordered(cells, Cell::id);
  }

  private static Map<String, Metric> byKind(Optional<Cell> cell, Subject subject, Policy policy) {
    List<Metric> metrics = cell.map(Cell::metrics).orElse(List.of());
    return ordered(
        metrics.stream()
            .filter(metric -> !metric.blocks().isEmpty())
            .map(metric -> directed(metric, subject, policy))
            .toList(),
        metric ->
            metric.kind().name() + " " + metric.kind().unit() + " " + metric.kind().better().id());
  }

  private static Metric directed(Metric metric, Subject subject, Policy policy) {
    MetricKind kind = policy.directed(subject, metric.kind());
    return kind.equals(metric.kind()) ? metric : new Metric(kind, metric.blocks());
  }

  private static <T> Map<String, T> ordered(List<T> values, Function<T, String> key) {
    return values.stream()
        .collect(Collectors.toMap(key, Function.identity(), (a, b) -> a, LinkedHashMap::new));
  }

  private static void addCell(
      Optional<Cell> before, Optional<Cell> now, Policy policy, RowList rows) {
    Subject subject = Subject.of(now.or(() -> before).orElseThrow());
    union(byKind(before, subject, policy), byKind(now, subject, policy))
        .forEach(
            (kind, pair) -> {
              if (pair.before().isPresent() && pair.now().isPresent()) {
                rows.addPair(new MetricPair(subject, pair.before().get(), pair.now().get()));
              } else if (pair.now().isPresent()) {
                String note = why(before, pair.now().get(), "in the baseline");
                rows.addLonely(subject, Verdict.NEW, pair.before(), pair.now(), note);
              } else {
                boolean failed = now.isPresent() && !now.get().failedForks().isEmpty();
                String note = why(now, pair.before().get(), "in the run");
                Verdict verdict = failed ? Verdict.FAILED : Verdict.GONE;
                rows.addLonely(subject, verdict, pair.before(), pair.now(), note);
              }
            });
  }

  /** Why a side lacks a metric, where it says so. */
  private static String why(Optional<Cell> side, Metric metric, String where) {
    if (side.isEmpty()) {
      return "";
    }
    Optional<String> failure =
        side.get().failedForks().stream()
            .findFirst()
            .map(fork -> "failed " + where + ": " + fork.failure().orElseThrow().reason());
    Optional<String> absence =
        side.get().absent().stream()
            .filter(absent -> absent.name().equals(metric.kind().name()))
            .findFirst()
            .map((Absent absent) -> "not measured " + where + ": " + absent.reason());
    return failure.or(() -> absence).orElse("");
  }

  /** The run's cells with failed forks. */
  static List<FailedCell> failures(Run run) {
    return run.cells().stream()
        .filter(cell -> !cell.failedForks().isEmpty())
        .map(Comparator::failure)
        .toList();
  }

  private static FailedCell failure(Cell cell) {
    return new FailedCell(
        Subject.of(cell), cell.arm().map(CellArm::name), cell.plannedBlocks(), cell.failedForks());
  }
}
