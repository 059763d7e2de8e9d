package dev.tare.results.quality;

import com.fasterxml.jackson.databind.node.NullNode;
import dev.tare.results.experience.StoredRuns;
import dev.tare.results.run.Assumption;
import dev.tare.results.run.Better;
import dev.tare.results.run.Block;
import dev.tare.results.run.Cell;
import dev.tare.results.run.Machine;
import dev.tare.results.run.Metric;
import dev.tare.results.run.MetricKind;
import dev.tare.results.run.Plan;
import dev.tare.results.run.Run;
import dev.tare.results.run.RunOutline;
import dev.tare.results.run.RunStatus;
import dev.tare.results.stats.Interval;
import dev.tare.results.verdict.Comparator;
import dev.tare.results.verdict.Comparison;
import dev.tare.results.verdict.Criterion;
import dev.tare.results.verdict.Policy;
import dev.tare.results.verdict.PolicyRule;
import dev.tare.results.verdict.Row;
import dev.tare.results.verdict.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Tare's own gate, through the same door as everybody. */
final class TareRule implements Rule {
  private static final MetricKind THROUGHPUT =
      new MetricKind("throughputPerSecond", "1/s", Better.HIGHER, Assumption.NOISY);

  private final String name;
  private final Policy policy;
  private final boolean learns;
  private final Map<Night, RunOutline> outlines = new HashMap<>();

  /**
   * The gate.
   *
   * @param name what it is called
   * @param policy what counts as a change
   * @param learns whether it learns from earlier nights
   */
  TareRule(String name, Policy policy, boolean learns) {
    this.name = name;
    this.policy = policy;
    this.learns = learns;
  }

  /** The standard policy with another tolerance of times and rates. */
  static Policy tolerating(double tolerance) {
    Policy standard = Policy.standard();
    return new Policy(
        standard.confidence(),
        standard.falseAlarmsPerRun(),
        standard.seed(),
        standard.inconclusiveIsIncomplete(),
        List.of(
            PolicyRule.named(".*", new Criterion.Relative(tolerance, 0, Policy.HOSTED_MACHINES))));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Judgement judge(List<Night> history, Night night) {
    Run baseline = run(history.get(history.size() - 1));
    List<RunOutline> store =
        learns
            ? history.stream()
                .map(each -> outlines.computeIfAbsent(each, key -> RunOutline.of(run(key))))
                .toList()
            : List.of();
    return judgement(
        Comparator.compare(baseline, run(night), policy, new StoredRuns(store, List.of())));
  }

  private static Judgement judgement(Comparison comparison) {
    Map<Verdict, Set<String>> byVerdict = new HashMap<>();
    Map<String, Interval> intervals = new HashMap<>();
    Map<String, Double> smallestAlarms = new HashMap<>();
    for (Row row : comparison.rows()) {
      String benchmark = row.subject().benchmark().orElseThrow();
      byVerdict.computeIfAbsent(row.verdict(), key -> new HashSet<>()).add(benchmark);
      row.effect()
          .ifPresent(
              effect -> {
                intervals.put(benchmark, effect.judged());
                smallestAlarms.put(benchmark, effect.smallestAlarm());
              });
    }
    return new Judgement(
        byVerdict.getOrDefault(Verdict.REGRESSED, Set.of()),
        byVerdict.getOrDefault(Verdict.IMPROVED, Set.of()),
        byVerdict.getOrDefault(Verdict.INCONCLUSIVE, Set.of()),
        intervals,
        smallestAlarms);
  }

  /** A night as the reader of JMH's files makes a run of it. */
  static Run run(Night night) {
    List<Cell> cells = new ArrayList<>();
    night.scores().forEach((benchmark, forks) -> cells.add(cell(benchmark, forks)));
    return new Run(
        "night-" + night.date(),
        RunStatus.COMPLETE,
        Instant.parse(night.date() + "T00:00:00Z"),
        Optional.empty(),
        Map.of(),
        new Plan("nightly", 0, cells.get(0).plannedBlocks(), NullNode.getInstance()),
        new Machine(Map.of("machine", night.machine()), Map.of()),
        List.of(),
        cells,
        List.of());
  }

  private static Cell cell(String benchmark, double[][] forks) {
    List<Block> blocks = new ArrayList<>();
    for (int i = 0; i < forks.length; i++) {
      blocks.add(new Block(i, Arrays.stream(forks[i]).boxed().toList()));
    }
    return new Cell(
        benchmark,
        "jmh",
        "thrpt",
        Map.of(),
        forks.length,
        List.of(),
        List.of(new Metric(THROUGHPUT, blocks)),
        List.of());
  }
}
