package dev.tare.results.changes;

import dev.tare.results.history.Correlation;
import dev.tare.results.history.LevelHistory;
import dev.tare.results.history.RunHistory;
import dev.tare.results.history.RunMark;
import dev.tare.results.history.Series;
import dev.tare.results.run.MetricKind;
import dev.tare.results.verdict.Criterion;
import dev.tare.results.verdict.Mute;
import dev.tare.results.verdict.Policy;
import dev.tare.results.verdict.Subject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Finds and judges the changes of a history, on all cores. */
public final class HistoryAnalysis {
  private static final Comparator<Change> NEWEST_FIRST =
      Comparator.comparing(Change::from)
          .reversed()
          .thenComparing(change -> change.subject().label())
          .thenComparing(change -> change.series().kind().name())
          .thenComparing(change -> change.series().fingerprint());

  private final RunHistory history;
  private final Policy policy;
  private final HistoryFilter filter;

  private HistoryAnalysis(RunHistory history, Policy policy, HistoryFilter filter) {
    this.history = history;
    this.policy = policy;
    this.filter = filter;
  }

  /**
   * Analyses a history.
   *
   * @param history the runs
   * @param policy what counts as a change, and what is known or muted; metrics that it only records
   *     are left out
   * @param filter what is shown
   */
  public static HistoryReport of(RunHistory history, Policy policy, HistoryFilter filter) {
    return new HistoryAnalysis(history, policy, filter).report();
  }

  private HistoryReport report() {
    List<JudgedSeries> all = judged();
    Map<JudgedSeries, Double> correlations = correlations(all);
    List<JudgedSeries> shown =
        all.stream().filter(each -> filter.shows(each.series().id())).toList();
    Optional<RunMark> last = last(history.runs());
    Instant latest = last.map(RunMark::startedAt).orElse(Instant.EPOCH);
    List<Change> found =
        all.parallelStream()
            .flatMap(each -> changes(each, correlations.getOrDefault(each, 0.0), latest).stream())
            .sorted(NEWEST_FIRST)
            .toList();
    List<Change> changes = found.stream().filter(filter::shows).toList();
    List<SharedStep> shared =
        SharedSteps.of(all, found).stream()
            .filter(step -> step.changes().stream().anyMatch(filter::shows))
            .toList();
    List<String> notes = new ArrayList<>(history.notes());
    notes.addAll(HistoryNotes.of(shown));
    return new HistoryReport(
        history.runs().size(),
        history.runs().stream().findFirst(),
        last,
        (int) shown.stream().map(each -> each.series().id().fingerprint()).distinct().count(),
        shown.size(),
        shown.stream().mapToLong(each -> each.series().size()).sum(),
        filter.since(),
        falseChanges(shown),
        changes,
        shared,
        notes);
  }

  /** As in a comparison, the newest run decides whether a mute has expired. */
  private List<Change> changes(JudgedSeries series, double correlation, Instant latest) {
    Subject subject = Subject.of(series.series().id());
    MetricKind kind = series.kind();
    return series.changes(
        correlation,
        policy.knownChanges(subject, kind),
        policy.mute(subject, kind, latest).map(Mute::text));
  }

  private static Optional<RunMark> last(List<RunMark> runs) {
    return runs.isEmpty() ? Optional.empty() : Optional.of(runs.get(runs.size() - 1));
  }

  private List<JudgedSeries> judged() {
    List<JudgedSeries> judged = new ArrayList<>();
    for (Series series : history.series()) {
      Criterion criterion = policy.criterionFor(Subject.of(series.id()), series.id().kind());
      if (!(criterion instanceof Criterion.Informational)) {
        judged.add(new JudgedSeries(series, criterion));
      }
    }
    return judged;
  }

  /** Of the noisy ones; those of one machine and kind are told together. */
  private static Map<JudgedSeries, Double> correlations(List<JudgedSeries> all) {
    Map<String, List<JudgedSeries>> groups = new LinkedHashMap<>();
    for (JudgedSeries each : all) {
      if (each.isNoisy()) {
        String group = each.series().id().fingerprint() + " " + each.kind().isTimeOrRate();
        groups.computeIfAbsent(group, g -> new ArrayList<>()).add(each);
      }
    }
    Map<JudgedSeries, Double> correlations = new IdentityHashMap<>();
    for (List<JudgedSeries> group : groups.values()) {
      double[] together = Correlation.together(group.stream().map(JudgedSeries::values).toList());
      IntStream.range(0, together.length).forEach(i -> correlations.put(group.get(i), together[i]));
    }
    return correlations;
  }

  private double falseChanges(List<JudgedSeries> shown) {
    long values =
        shown.stream()
            .filter(JudgedSeries::isNoisy)
            .map(JudgedSeries::series)
            .filter(series -> series.size() >= LevelHistory.LEAST_RUNS)
            .mapToLong(this::shownValues)
            .sum();
    return values * LevelHistory.FALSE_CHANGES_PER_RUN;
  }

  private long shownValues(Series series) {
    return IntStream.range(0, series.size())
        .filter(
            i -> filter.since().isEmpty() || !series.run(i).day().isBefore(filter.since().get()))
        .count();
  }
}
