package dev.tare.results.verdict;

import dev.tare.results.precision.FewestPairs;
import dev.tare.results.run.Arm;
import dev.tare.results.run.Cell;
import dev.tare.results.run.CellArm;
import dev.tare.results.run.Run;
import dev.tare.results.run.RunStatus;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Compares the two arms of one run, pair by pair. */
public final class VersusComparator {
  private final Run run;
  private final Policy policy;
  private final PairRows pairs;

  private VersusComparator(Run run, Policy policy) {
    this.run = run;
    this.policy = policy;
    this.pairs = new PairRows(policy);
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
    byPair().forEach((pair, arms) -> pairs.add(arms.get(Arm.A), arms.get(Arm.B)));
    List<Row> judged = PairedJudge.judge(pairs.paired(), policy);
    List<Integer> tooFew = tooFew(judged);
    return new VersusComparison(
        RunSummary.of(run),
        run.machine(),
        run.versus().orElseThrow(),
        policy,
        pairs.worstFirst(judged),
        tooFew.size(),
        Comparator.failures(run),
        absent(),
        notes(tooFew));
  }

  private Map<String, Map<String, Cell>> byPair() {
    Map<String, Map<String, Cell>> arms = new LinkedHashMap<>();
    for (Cell cell : run.cells()) {
      cell.arm()
          .ifPresent(
              arm ->
                  arms.computeIfAbsent(arm.pair(), pair -> new LinkedHashMap<>())
                      .put(arm.name(), cell));
    }
    arms.values().removeIf(both -> both.size() < 2);
    return arms;
  }

  /** The pairs of each undecided metric that no number of them could have made a regression. */
  private List<Integer> tooFew(List<Row> judged) {
    int needed = FewestPairs.of(judged.size());
    return IntStream.range(0, judged.size())
        .filter(i -> judged.get(i).verdict() == Verdict.INCONCLUSIVE)
        .map(i -> pairs.paired().get(i).test().pairs())
        .filter(count -> count < needed)
        .boxed()
        .toList();
  }

  private List<AbsentMetric> absent() {
    List<AbsentMetric> all = new ArrayList<>();
    for (Cell cell : run.cells()) {
      String arm = cell.arm().map(CellArm::name).orElse("");
      cell.absent()
          .forEach(
              each -> all.add(new AbsentMetric(Subject.of(cell), arm, each.name(), each.reason())));
    }
    return all;
  }

  private List<String> notes(List<Integer> tooFew) {
    List<String> notes = new ArrayList<>();
    if (run.status() != RunStatus.COMPLETE) {
      notes.add("the run is " + run.status().id());
    }
    notes.addAll(run.warnings());
    if (!tooFew.isEmpty()) {
      notes.add(tooFewPairs(tooFew));
    }
    notes.addAll(pairs.notes());
    collections().ifPresent(notes::add);
    return notes;
  }

  private String tooFewPairs(List<Integer> tooFew) {
    int metrics = pairs.paired().size();
    return tooFew.size()
        + " of "
        + metrics
        + " noisy metrics have too few pairs to show any regression: "
        + Collections.min(tooFew)
        + ", and "
        + FewestPairs.of(metrics)
        + " are needed; narrow with --only or give a longer --time-budget";
  }

  /** Collections took time from what was measured, and not alike in both arms. */
  private Optional<String> collections() {
    long a = collections(Arm.A);
    long b = collections(Arm.B);
    return a + b == 0
        ? Optional.empty()
        : Optional.of(
            "garbage was collected inside measured intervals: "
                + a
                + " times in A, "
                + b
                + " times in B");
  }

  private long collections(String arm) {
    return Math.round(
        run.cells().stream()
            .filter(cell -> cell.arm().filter(of -> of.name().equals(arm)).isPresent())
            .flatMap(cell -> cell.metric("gcCount").stream())
            .flatMap(metric -> metric.blocks().stream())
            .flatMap(block -> block.samples().stream())
            .mapToDouble(Double::doubleValue)
            .sum());
  }
}
