package dev.tare.results.verdict;

import dev.tare.results.run.Arm;
import dev.tare.results.run.Better;
import dev.tare.results.run.Block;
import dev.tare.results.run.Cell;
import dev.tare.results.run.Metric;
import dev.tare.results.run.Run;
import dev.tare.results.run.RunStatus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Compares the two arms of one run, pair by pair. */
public final class VersusComparator {
  private final Run run;
  private final Policy policy;
  private final RowList rows;
  private final List<PairedMetric> paired = new ArrayList<>();
  private final List<String> leftOut = new ArrayList<>();

  private VersusComparator(Run run, Policy policy) {
    this.run = run;
    this.policy = policy;
    this.rows = new RowList(policy);
  }

  /**
   * Judges arm B against arm A under the tolerance that the run states.
   *
   * @param run a run with arms
   * @throws IllegalArgumentException when it has none
   */
  public static VersusComparison compare(Run run) {
    if (run.versus().isEmpty()) {
      throw new IllegalArgumentException("run " + run.id() + " has no arms");
    }
    Policy policy = Policy.paired(run.versus().get().tolerance());
    return new VersusComparator(run, policy).comparison();
  }

  private VersusComparison comparison() {
    pairs().forEach((pair, arms) -> addPair(arms.get(Arm.A), arms.get(Arm.B)));
    rows.addAll(PairedJudge.judge(paired, policy));
    return new VersusComparison(
        RunSummary.of(run),
        run.machine(),
        run.versus().orElseThrow(),
        policy,
        rows.worstFirst(),
        Comparator.failures(run),
        notes());
  }

  private Map<String, Map<String, Cell>> pairs() {
    Map<String, Map<String, Cell>> pairs = new LinkedHashMap<>();
    for (Cell cell : run.cells()) {
      cell.arm()
          .ifPresent(
              arm ->
                  pairs
                      .computeIfAbsent(arm.pair(), pair -> new LinkedHashMap<>())
                      .put(arm.name(), cell));
    }
    pairs.values().removeIf(arms -> arms.size() < 2);
    return pairs;
  }

  private void addPair(Cell a, Cell b) {
    Subject subject = Subject.of(a);
    Set<Integer> common = blocks(a);
    common.retainAll(blocks(b));
    for (Metric before : a.metrics()) {
      Optional<Metric> now = b.metric(before.kind().name());
      if (now.isPresent()) {
        addMetric(new MetricPair(subject, before, now.get()), common.size());
      } else if (common.isEmpty()) {
        Verdict verdict = b.failedForks().isEmpty() ? Verdict.GONE : Verdict.FAILED;
        rows.addLonely(subject, verdict, Optional.of(before), now, "arm B has no value");
      } else {
        leaveOut(subject, before, 0, common.size());
      }
    }
    for (Metric now : b.metrics()) {
      if (a.metric(now.kind().name()).isEmpty()) {
        leaveOut(subject, now, 0, common.size());
      }
    }
  }

  private static Set<Integer> blocks(Cell cell) {
    return cell.metrics().stream()
        .flatMap(metric -> metric.blocks().stream())
        .map(Block::block)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** A percentile, for instance, that only the quicker forks had samples enough for. */
  private void leaveOut(Subject subject, Metric metric, int measured, int pairs) {
    if (policy.criterionFor(metric.kind()) instanceof Criterion.Informational) {
      return;
    }
    leftOut.add(
        metric.kind().name()
            + " was measured in "
            + measured
            + " of "
            + pairs
            + " pairs of "
            + subject.label()
            + " and is not judged: they would be a choice of the quicker forks");
  }

  private void addMetric(MetricPair pair, int pairs) {
    Criterion criterion = policy.criterionFor(pair.kind());
    if (criterion instanceof Criterion.Equality) {
      rows.addAll(List.of(exact(ExactJudge.judge(pair))));
    } else if (!(criterion instanceof Criterion.Informational)) {
      Optional<PairedMetric> metric = PairedMetric.of(pair, criterion);
      int measured = metric.map(each -> each.test().pairs()).orElse(0);
      if (measured < pairs) {
        leaveOut(pair.subject(), pair.run(), measured, pairs);
      } else {
        metric.ifPresent(paired::add);
      }
    }
  }

  /**
   * Other kernels, caches and models answer differently by right; that is worth knowing, and no
   * regression.
   */
  private static Row exact(Row row) {
    boolean differs = row.verdict() == Verdict.REGRESSED && row.kind().better() == Better.SAME;
    if (!differs && row.verdict() != Verdict.INCONCLUSIVE) {
      return row;
    }
    String note =
        differs
            ? "the arms differ: they do not compute the same; how good B's answers are, this does"
                + " not tell"
            : "varies within an arm, so equality says nothing";
    return new Row(
        row.subject(),
        row.kind(),
        Verdict.INCONCLUSIVE,
        row.baseline(),
        row.run(),
        row.effect(),
        List.of(note));
  }

  private List<String> notes() {
    List<String> notes = new ArrayList<>();
    if (run.status() != RunStatus.COMPLETE) {
      notes.add("the run is " + run.status().id());
    }
    notes.addAll(run.warnings());
    notes.addAll(leftOut);
    return notes;
  }
}
