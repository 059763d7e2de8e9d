package dev.tare.results.verdict;

import static dev.tare.results.sample.SmallRuns.CACHE;
import static dev.tare.results.sample.SmallRuns.HASH;
import static dev.tare.results.sample.SmallRuns.PEAK;
import static dev.tare.results.sample.SmallRuns.STEADY;
import static dev.tare.results.sample.SmallRuns.TIME;
import static dev.tare.results.sample.SmallRuns.cell;
import static dev.tare.results.sample.SmallRuns.lacking;
import static dev.tare.results.sample.SmallRuns.metric;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tare.results.run.Cell;
import dev.tare.results.run.Metric;
import dev.tare.results.run.Run;
import dev.tare.results.sample.SampleRuns;
import dev.tare.results.sample.SmallRuns;
import dev.tare.results.stats.Interval;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BudgetTest {
  private static final Policy POLICY = Policy.standard();

  /**
   * The interval of 100, 101, 99 is [97.5159, 102.4841]:
   *
   * <pre>scipy.stats.t.interval(0.95, 2, loc=100, scale=1 / 3 ** 0.5)</pre>
   */
  @ParameterizedTest
  @CsvSource({
    "<, 97.51, OVER",
    "<, 97.52, INCONCLUSIVE",
    "<, 102.48, INCONCLUSIVE",
    "<, 102.49, KEPT",
    "<=, 97.51, OVER",
    "<=, 97.52, INCONCLUSIVE",
    "<=, 102.48, INCONCLUSIVE",
    "<=, 102.49, KEPT",
    ">, 97.51, KEPT",
    ">, 97.52, INCONCLUSIVE",
    ">, 102.48, INCONCLUSIVE",
    ">, 102.49, OVER",
    ">=, 97.51, KEPT",
    ">=, 97.52, INCONCLUSIVE",
    ">=, 102.48, INCONCLUSIVE",
    ">=, 102.49, OVER"
  })
  void theWholeIntervalDecides(String bound, double limit, BudgetVerdict expected) {
    BudgetRow row =
        only(judged(budget(TIME.name(), bound, limit, "ns"), metric(TIME, 100, 101, 99)));
    assertEquals(expected, row.verdict());
    Interval interval = row.interval().orElseThrow();
    assertEquals(97.515862, interval.lower(), 1e-6);
    assertEquals(102.484138, interval.upper(), 1e-6);
    assertEquals(100, row.mean().orElseThrow(), 1e-12);
  }

  @Test
  void theIntervalHasThePolicysConfidence() {
    Budget budget = budget(TIME.name(), "<", 102.49, "ns");
    Policy sure = new Policy(0.99, 0.05, 1, false, POLICY.rules()).withBudgets(List.of(budget));
    Run run = run(metric(TIME, 100, 101, 99));
    assertEquals(BudgetVerdict.INCONCLUSIVE, only(BudgetJudge.judge(run, sure)).verdict());
  }

  @ParameterizedTest
  @CsvSource({
    "<, 99, OVER", "<, 100, OVER", "<, 101, KEPT",
    "<=, 99, OVER", "<=, 100, KEPT", "<=, 101, KEPT",
    ">, 99, KEPT", ">, 100, OVER", ">, 101, OVER",
    ">=, 99, KEPT", ">=, 100, KEPT", ">=, 101, OVER"
  })
  void ofAnExactMetricTheValueDecidesAndTheLimitItselfIsAllowedOrNot(
      String bound, double limit, BudgetVerdict expected) {
    Budget budget = budget(CACHE.name(), bound, limit, "bytes");
    BudgetRow row = only(judged(budget, metric(CACHE, 100, 100, 100)));
    assertEquals(expected, row.verdict());
    assertEquals(Optional.empty(), row.interval());
    assertEquals(List.of(), row.notes());
  }

  @Test
  void ofOneBlockTheValueDecidesAndTheRowSaysSo() {
    BudgetRow row = only(judged(budget(TIME.name(), "<", 99, "ns"), metric(TIME, 100)));
    assertEquals(BudgetVerdict.OVER, row.verdict());
    assertEquals(List.of("one block shows no spread: its value decides"), row.notes());
  }

  @Test
  void anInconclusiveBudgetSaysHowManyBlocksWouldDecide() {
    BudgetRow row = only(judged(budget(TIME.name(), "<", 101, "ns"), metric(TIME, 100, 101, 99)));
    // scipy.stats.t.ppf(0.975, n - 1) / n ** 0.5 is 1.0494 for n = 6 and 0.9248 for n = 7.
    assertEquals(List.of("about 7 blocks would likely decide"), row.notes());
    // ... and 0.10007 for n = 386 and 0.09994 for n = 387.
    BudgetRow further =
        only(judged(budget(TIME.name(), "<", 100.1, "ns"), metric(TIME, 100, 101, 99)));
    assertEquals(List.of("about 387 blocks would likely decide"), further.notes());
    BudgetRow near =
        only(judged(budget(TIME.name(), "<", 100.001, "ns"), metric(TIME, 100, 101, 99)));
    assertEquals(
        List.of("so near the limit that more than 1000 blocks would be needed"), near.notes());
    BudgetRow at = only(judged(budget(TIME.name(), "<", 100, "ns"), metric(TIME, 100, 101, 99)));
    assertEquals(near.notes(), at.notes());
  }

  @Test
  void whatIsNeverComparedIsHeldToItsBudgetAllTheSame() {
    Budget budget = budget("steadyRss.*", "<", 1000, "bytes");
    Comparison comparison = compared(budget, metric(STEADY, 2000, 2001, 2002));
    assertEquals(List.of(), comparison.rows());
    assertEquals(BudgetVerdict.OVER, only(comparison.budgets()).verdict());
    assertEquals(1, comparison.exitCode());
  }

  @Test
  void everyMemoryMetricCanHaveABudget() {
    Budget budget = budget(".*Bytes", "<", 150, "bytes");
    List<BudgetRow> rows =
        judged(
            budget,
            metric(PEAK, 200, 200, 200),
            metric(CACHE, 100, 100, 100),
            metric(STEADY, 140, 150, 160),
            metric(TIME, 1e9, 1e9, 1e9));
    assertEquals(
        List.of("peakRssBytes OVER", "steadyRssAnonBytes INCONCLUSIVE", "kvCacheBytes KEPT"),
        rows.stream().map(row -> row.kind().name() + " " + row.verdict()).toList());
  }

  @Test
  void theSizeOfAModelFileHasABudgetToo() {
    Run run = SampleRuns.quick().build();
    Budget budget = budget("fileSizeBytes", "<", 100 << 20, "bytes");
    List<BudgetRow> rows = BudgetJudge.judge(run, POLICY.withBudgets(List.of(budget)));
    assertEquals(Set.of("FP32", "F16", "Q8_0"), variants(rows, BudgetVerdict.OVER));
    assertEquals(Set.of("INT8", "Q4_K_M", "Q4_0"), variants(rows, BudgetVerdict.KEPT));
    // The worst first: 329 MiB, 229 MiB, 122 MiB.
    assertEquals("FP32", rows.get(0).subject().variant());
    assertEquals(2.291, rows.get(0).excess(), 1e-3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "timNs | ns | did you mean timeNs?",
        "time | ns | patterns match whole names, and these occur only inside those of timeNs of"
            + " f/v B.b",
        "timeNs | bytes | timeNs is measured in ns, not in bytes",
        "nothingLikeIt | ns | nothing in the run matches; its metrics in ns are timeNs",
        "nothingLikeIt | J | nothing in the run matches; it has no metric in J"
      })
  void aBudgetThatMatchesNothingIsNotKeptAndSaysWhy(String metric, String unit, String hint) {
    Comparison comparison = compared(budget(metric, "<", 1e9, unit), metric(TIME, 100, 101, 99));
    BudgetRow row = only(comparison.budgets());
    assertEquals(BudgetVerdict.NOT_MEASURED, row.verdict());
    assertTrue(row.notes().get(0).startsWith("nothing in the run matches"), row.notes().get(0));
    assertTrue(row.notes().get(0).endsWith(hint), row.notes().get(0));
    assertTrue(row.mean().isEmpty() && row.interval().isEmpty());
    assertEquals(metric, row.kind().name());
    assertEquals("*/* *", row.subject().label());
    assertEquals(3, comparison.exitCode());
  }

  @Test
  void aBudgetOfAnotherVariantSaysThatTheMetricIsThere() {
    Selector other =
        new Selector(
            Optional.empty(),
            Optional.empty(),
            Optional.of(Pattern.compile("Q4_.*")),
            Optional.of(Pattern.compile("timeNs")),
            Optional.empty(),
            Optional.empty());
    Budget budget = new Budget(other, Bound.BELOW, 1, "ns", "< 1 ns", Optional.empty());
    BudgetRow row = only(judged(budget, metric(TIME, 100, 101, 99)));
    assertEquals(BudgetVerdict.NOT_MEASURED, row.verdict());
    assertEquals("*/Q4_.* *", row.subject().label());
    assertEquals(
        List.of("nothing in the run matches: the run has timeNs, but of others"), row.notes());
  }

  @Test
  void aBudgetWhoseForksAllFailedSaysSo() {
    Run failed =
        SampleRuns.quick().failing((cell, block) -> cell.benchmark().endsWith("decode")).build();
    Budget budget = budget("decodeTokensPerSecond", ">", 9, "tokens/s");
    BudgetRow row = only(BudgetJudge.judge(failed, POLICY.withBudgets(List.of(budget))));
    assertEquals(BudgetVerdict.NOT_MEASURED, row.verdict());
    assertTrue(row.notes().get(0).contains("every fork failed of"), row.notes().get(0));
  }

  @Test
  void aCellThatSaysWhyItLacksTheMetricIsNotPassedOver() {
    Cell warm = cell("B.warm", metric(TIME, 100, 101, 99));
    Cell cold = lacking(cell("B.cold", metric(PEAK, 1, 1, 1)), "timeNs", "never was cold");
    Run run = SmallRuns.run("2026-11-20T12:00:00Z", warm, cold);
    Policy policy = POLICY.withBudgets(List.of(budget("timeNs", "<", 1e9, "ns")));
    Comparison comparison = Comparator.compare(run, run, policy);
    assertEquals(
        List.of("B.cold NOT_MEASURED [not measured: never was cold]", "B.warm KEPT []"),
        comparison.budgets().stream()
            .map(
                row ->
                    row.subject().benchmark().orElseThrow()
                        + " "
                        + row.verdict()
                        + " "
                        + row.notes())
            .toList());
    assertEquals(3, comparison.exitCode());
  }

  @Test
  void aCellThatLacksTheMetricInSomeBlocksOnlyHasIt() {
    Cell some = lacking(cell("B.b", metric(TIME, 100, 101)), "timeNs", "block 2: too few samples");
    Run run = SmallRuns.run("2026-11-20T12:00:00Z", some);
    Policy policy = POLICY.withBudgets(List.of(budget("timeNs", "<", 1e9, "ns")));
    assertEquals(BudgetVerdict.KEPT, only(BudgetJudge.judge(run, policy)).verdict());
  }

  @Test
  void anInconclusiveBudgetCountsOnlyWhenThePolicySaysSo() {
    Budget peak = budget(PEAK.name(), "<", 1 << 30, "bytes");
    Run run = run(metric(PEAK, 1 << 29, 1 << 30, 3 << 29), metric(HASH, 5, 5, 5));
    PolicyRule unjudged = PolicyRule.named(PEAK.name(), new Criterion.Informational());
    Policy lenient = POLICY.withRulesBefore(List.of(unjudged)).withBudgets(List.of(peak));
    Comparison comparison = Comparator.compare(run, run, lenient);
    assertEquals(BudgetVerdict.INCONCLUSIVE, only(comparison.budgets()).verdict());
    assertEquals(0, comparison.exitCode());
    Policy strict = lenient.withInconclusiveIncomplete(true);
    assertEquals(3, Comparator.compare(run, run, strict).exitCode());
  }

  /** A budget may be wrong in 1 of 40 runs whose true mean is just at the limit. */
  @Test
  void aRunJustAtTheLimitIsCalledOverAsOftenAsTheIntervalAllows() {
    Policy policy = POLICY.withBudgets(List.of(budget(TIME.name(), "<=", 100, "ns")));
    SplittableRandom random = new SplittableRandom(7);
    int trials = 4000;
    int over = 0;
    for (int i = 0; i < trials; i++) {
      double[] means = new double[5];
      for (int block = 0; block < means.length; block++) {
        means[block] = 100 + random.nextGaussian();
      }
      BudgetRow row = only(BudgetJudge.judge(run(metric(TIME, means)), policy));
      over += row.verdict() == BudgetVerdict.OVER ? 1 : 0;
    }
    // 2.5 %, with three standard errors of 4,000 trials to either side.
    assertTrue(over > trials * 0.0176 && over < trials * 0.0324, over + " of " + trials);
  }

  @Test
  void aBudgetNeedsALimit() {
    assertThrows(IllegalArgumentException.class, () -> budget(TIME.name(), "<", Double.NaN, "ns"));
    assertThrows(IllegalArgumentException.class, () -> budget(TIME.name(), "<", 1, " "));
  }

  private static Budget budget(String metric, String bound, double limit, String unit) {
    return new Budget(
        Selector.any().withMetric(Pattern.compile(metric)),
        Bound.of(bound).orElseThrow(),
        limit,
        unit,
        bound + " " + limit,
        Optional.empty());
  }

  private static Run run(Metric... metrics) {
    return SmallRuns.run("2026-11-20T12:00:00Z", cell("B.b", metrics));
  }

  private static List<BudgetRow> judged(Budget budget, Metric... metrics) {
    return BudgetJudge.judge(run(metrics), POLICY.withBudgets(List.of(budget)));
  }

  private static Comparison compared(Budget budget, Metric... metrics) {
    return Comparator.compare(run(metrics), run(metrics), POLICY.withBudgets(List.of(budget)));
  }

  private static BudgetRow only(List<BudgetRow> rows) {
    assertEquals(1, rows.size(), rows.toString());
    return rows.get(0);
  }

  private static Set<String> variants(List<BudgetRow> rows, BudgetVerdict verdict) {
    return rows.stream()
        .filter(row -> row.verdict() == verdict)
        .map(row -> row.subject().variant())
        .collect(Collectors.toSet());
  }
}
