package dev.tare.results.verdict;

import static dev.tare.results.sample.SmallRuns.CACHE;
import static dev.tare.results.sample.SmallRuns.COSINE;
import static dev.tare.results.sample.SmallRuns.FAULTS;
import static dev.tare.results.sample.SmallRuns.HASH;
import static dev.tare.results.sample.SmallRuns.PEAK;
import static dev.tare.results.sample.SmallRuns.RATE;
import static dev.tare.results.sample.SmallRuns.TIME;
import static dev.tare.results.sample.SmallRuns.cell;
import static dev.tare.results.sample.SmallRuns.metric;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tare.results.run.Assumption;
import dev.tare.results.run.Better;
import dev.tare.results.run.Metric;
import dev.tare.results.run.MetricKind;
import dev.tare.results.run.ModelIdentity;
import dev.tare.results.run.Run;
import dev.tare.results.sample.Changed;
import dev.tare.results.sample.SampleRuns;
import dev.tare.results.sample.SmallRuns;
import dev.tare.results.stats.SpreadPrior;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyRulesTest {
  private static final Policy POLICY = Policy.standard();
  private static final Subject CELL = new Subject(Optional.of("B.b"), "f", "v", Map.of());
  private static final Subject FILE = new Subject(Optional.empty(), "f", "v", Map.of());
  private static final double MIB = 1 << 20;

  @Test
  void aNarrowerToleranceFindsASmallerChange() {
    Policy steady = POLICY.withSpreadBetweenRuns(0);
    assertEquals(Verdict.UNCHANGED, verdict(steady, TIME, 100, 104));
    assertEquals(
        Verdict.REGRESSED,
        verdict(relative("timeNs", 0.02).withSpreadBetweenRuns(0), TIME, 100, 104));
    assertEquals(
        Verdict.UNCHANGED,
        verdict(relative("other", 0.02).withSpreadBetweenRuns(0), TIME, 100, 104));
  }

  @Test
  void aToleranceDoesNotTakeTheSpreadBetweenRunsAway() {
    assertEquals(Verdict.INCONCLUSIVE, verdict(relative("timeNs", 0.02), TIME, 100, 104));
  }

  @Test
  void theFirstRuleThatMatchesDecides() {
    Policy policy = POLICY.withRulesBefore(ToleranceRules.relative(named("timeNs"), 0.3, none()));
    Policy twice = policy.withRulesBefore(ToleranceRules.relative(named("time.*"), 0.01, none()));
    assertEquals(0.3, ((Criterion.Relative) policy.criterionFor(CELL, TIME)).tolerance());
    assertEquals(0.01, ((Criterion.Relative) twice.criterionFor(CELL, TIME)).tolerance());
  }

  @Test
  void aToleranceForABenchmarkLeavesHashesCosinesAndCountersAlone() {
    Selector benchmark =
        new Selector(
            Optional.of(Pattern.compile("B\\..*")),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    Policy policy = POLICY.withRulesBefore(ToleranceRules.relative(benchmark, 0.2, none()));
    assertEquals(
        new Criterion.Relative(0.2, 0, Policy.HOSTED_MACHINES), policy.criterionFor(CELL, TIME));
    assertEquals(
        new Criterion.Relative(0.2, 4 * MIB, new SpreadPrior(0.005, 30)),
        policy.criterionFor(CELL, PEAK));
    for (MetricKind kind : List.of(COSINE, HASH, CACHE, FAULTS)) {
      assertEquals(POLICY.criterionFor(CELL, kind), policy.criterionFor(CELL, kind), kind.name());
    }
    assertEquals(new Criterion.Equality(), policy.criterionFor(CELL, HASH));
    assertEquals(new Criterion.Absolute(5e-4), policy.criterionFor(CELL, COSINE));
    assertEquals(new Criterion.Informational(), policy.criterionFor(CELL, FAULTS));
    Subject other = new Subject(Optional.of("C.c"), "f", "v", Map.of());
    assertEquals(POLICY.criterionFor(other, TIME), policy.criterionFor(other, TIME));
  }

  @Test
  void aToleranceForAMetricHoldsAsItIsWritten() {
    Policy policy = relative(".*s", 0.2);
    assertEquals(
        new Criterion.Relative(0.2, 0, new SpreadPrior(0.005, 30)),
        policy.criterionFor(CELL, PEAK));
    assertEquals(
        new Criterion.Relative(0.2, 0, SpreadPrior.NONE), policy.criterionFor(CELL, CACHE));
    assertEquals(
        new Criterion.Relative(0.2, 0, Policy.HOSTED_MACHINES), policy.criterionFor(CELL, FAULTS));
  }

  @Test
  void aRelativeToleranceOfACosineBorrowsNoSpreadFromTimes() {
    Policy policy = relative("cosine.*", 0.001);
    assertEquals(
        new Criterion.Relative(0.001, 0, SpreadPrior.NONE), policy.criterionFor(CELL, COSINE));
    Run before = run(metric(COSINE, 0.99, 0.9901, 0.9899));
    Run now = run(metric(COSINE, 0.98, 0.9801, 0.9799));
    assertEquals(1, Comparator.compare(before, now, policy).exitCode());
    assertEquals(0, Comparator.compare(before, before, policy).exitCode());
  }

  @Test
  void anAbsoluteToleranceOfATimeKeepsItsSpreadBetweenRuns() {
    Policy policy = absolute("timeNs", 10, Optional.of("ns"));
    Criterion.Relative criterion = (Criterion.Relative) policy.criterionFor(CELL, TIME);
    assertEquals(10, criterion.floor());
    assertEquals(Policy.HOSTED_MACHINES, criterion.betweenRuns());
    Policy steady = policy.withSpreadBetweenRuns(0);
    assertEquals(Verdict.UNCHANGED, verdict(steady, TIME, 100, 109));
    assertEquals(Verdict.REGRESSED, verdict(steady, TIME, 100, 112));
    assertEquals(Verdict.UNCHANGED, verdict(steady, TIME, 1000, 1009));
    assertEquals(Verdict.REGRESSED, verdict(steady, TIME, 1000, 1012));
  }

  @Test
  void anAbsoluteToleranceWithAUnitIsAboutThatUnitOnly() {
    Policy policy = absolute(".*", 10, Optional.of("ns"));
    assertEquals(POLICY.criterionFor(CELL, PEAK), policy.criterionFor(CELL, PEAK));
    assertEquals(POLICY.criterionFor(CELL, RATE), policy.criterionFor(CELL, RATE));
  }

  @Test
  void anAbsoluteToleranceWithoutAUnitIsInTheMetricsOwn() {
    Policy policy = absolute(".*", 0.001, Optional.empty());
    assertEquals(new Criterion.Absolute(0.001), policy.criterionFor(CELL, COSINE));
    assertEquals(new Criterion.Absolute(0.001), policy.criterionFor(CELL, CACHE));
    assertEquals(
        new Criterion.Relative(Double.MIN_NORMAL, 0.001, new SpreadPrior(0.005, 30)),
        policy.criterionFor(CELL, PEAK));
    assertEquals(
        new Criterion.Relative(Double.MIN_NORMAL, 0.001, Policy.HOSTED_MACHINES),
        policy.criterionFor(CELL, TIME));
  }

  @ParameterizedTest
  @CsvSource({
    "LOWER, 100, 105, UNCHANGED",
    "LOWER, 105, 100, UNCHANGED",
    "LOWER, 100, 105.1, REGRESSED",
    "LOWER, 105.1, 100, IMPROVED",
    "HIGHER, 100, 105.1, IMPROVED",
    "HIGHER, 105.1, 100, REGRESSED",
    "SAME, 100, 105, UNCHANGED",
    "SAME, 100, 105.1, REGRESSED",
    "SAME, 105.1, 100, REGRESSED",
    "LOWER, 0, 0, UNCHANGED",
    "LOWER, 0, 1, REGRESSED"
  })
  void ofAnExactMetricTheToleranceAloneDecides(
      Better better, double before, double now, Verdict expected) {
    MetricKind kind = new MetricKind("count", "1", better, Assumption.EXACT);
    Row row = row(relative("count", 0.05), metric(kind, before), metric(kind, now));
    assertEquals(expected, row.verdict());
    assertEquals(List.of("the same in every block: the tolerance alone decides"), row.notes());
    boolean ratio = before > 0;
    assertEquals(
        ratio ? now / before - 1 : now - before, row.effect().orElseThrow().change(), 1e-12);
    if (ratio) {
      assertEquals(0.05, row.effect().orElseThrow().tolerance(), 1e-12);
    }
  }

  @Test
  void anExactMetricMayDifferByAnAmount() {
    Policy policy = absolute("kvCacheBytes", 4096, Optional.of("bytes"));
    assertEquals(Verdict.UNCHANGED, verdict(policy, CACHE, 100_000, 104_096));
    assertEquals(Verdict.REGRESSED, verdict(policy, CACHE, 100_000, 104_097));
  }

  @Test
  void anExactMetricThatVariesWithinARunIsJudgedAsWhatItIs() {
    Row row = row(relative("kvCacheBytes", 0.05), metric(CACHE, 100, 100), metric(CACHE, 90, 120));
    assertEquals(Verdict.INCONCLUSIVE, row.verdict());
  }

  @Test
  void aModelFilesSizeMayHaveATolerance() {
    Run before = SampleRuns.quick().id("before").build();
    Run now = withFirstModel(1.005);
    assertEquals(1, Comparator.compare(before, now, POLICY).exitCode());
    Policy policy = relative("fileSizeBytes", 0.01);
    assertEquals(0, Comparator.compare(before, now, policy).exitCode());
    assertEquals(1, Comparator.compare(before, withFirstModel(1.02), policy).exitCode());
  }

  @Test
  void aToleranceMakesNoTwoHashesEqual() {
    Run before = SampleRuns.quick().id("before").build();
    ModelIdentity first = before.models().get(0);
    Run now =
        Changed.firstModel(
            SampleRuns.quick().build(),
            first.fileSizeBytes(),
            first.tensorCount(),
            "ab".repeat(32));
    Comparison comparison = Comparator.compare(before, now, relative("sha256", 0.5));
    assertEquals("sha256", comparison.rows(Verdict.REGRESSED).get(0).kind().name());
  }

  @Test
  void whatIsIgnoredHasNoRow() {
    Run before = SampleRuns.quick().id("before").build();
    Policy policy =
        POLICY.withRulesBefore(
            List.of(PolicyRule.named("fileSizeBytes|timeNs", new Criterion.Informational())));
    Comparison comparison = Comparator.compare(before, withFirstModel(2), policy);
    assertEquals(0, comparison.exitCode());
    assertFalse(
        comparison.rows().stream().anyMatch(row -> row.kind().name().equals("fileSizeBytes")));
    assertTrue(comparison.rows().stream().anyMatch(row -> row.kind().name().equals("sha256")));
  }

  @Test
  void aRuleMayTurnTheDirectionRound() {
    assertEquals(Verdict.REGRESSED, verdict(POLICY, TIME, 100, 300));
    Policy policy = directed("timeNs", Better.HIGHER);
    Row row = row(policy, steady(TIME, 100), steady(TIME, 300));
    assertEquals(Verdict.IMPROVED, row.verdict());
    assertEquals(Better.HIGHER, row.kind().better());
    assertEquals(Verdict.REGRESSED, verdict(directed("timeNs", Better.SAME), TIME, 300, 100));
    assertEquals(Verdict.IMPROVED, verdict(directed("rate", Better.SAME), TIME, 300, 100));
  }

  @Test
  void aStatedDirectionJoinsRunsThatDisagreeOnIt() {
    MetricKind other = new MetricKind("timeNs", "ns", Better.HIGHER, Assumption.NOISY);
    Run before = run(steady(other, 100));
    Run now = run(steady(TIME, 300));
    assertEquals(1, Comparator.compare(before, now, POLICY).counts().get(Verdict.GONE));
    Comparison comparison = Comparator.compare(before, now, directed("timeNs", Better.LOWER));
    assertEquals(1, comparison.counts().get(Verdict.REGRESSED));
  }

  @ParameterizedTest
  @ValueSource(strings = {"benchmark", "family", "variant", "metric", "unit"})
  void aPatternMustMatchTheWholeName(String part) {
    String whole =
        switch (part) {
          case "benchmark" -> "B.b";
          case "family" -> "f";
          case "variant" -> "v";
          case "metric" -> "timeNs";
          default -> "ns";
        };
    assertTrue(selector(part, whole).matches(CELL, TIME));
    assertTrue(selector(part, ".*").matches(CELL, TIME));
    assertFalse(selector(part, whole + "x").matches(CELL, TIME));
    assertFalse(selector(part, "x" + whole).matches(CELL, TIME));
    assertFalse(selector(part, "").matches(CELL, TIME));
  }

  @Test
  void aPatternOfABenchmarkMatchesNoModelFile() {
    assertFalse(selector("benchmark", ".*").matches(FILE, CACHE));
    assertTrue(Selector.any().matches(FILE, CACHE));
    assertTrue(Selector.any().withAssumption(Assumption.EXACT).matches(FILE, CACHE));
    assertFalse(Selector.any().withAssumption(Assumption.NOISY).matches(FILE, CACHE));
  }

  @ParameterizedTest
  @CsvSource({"((a+)+)+b, 100", ".*.*.*.*.*.*.*.*x, 100", "(a|b)*c, 1000000"})
  void aPatternThatWouldGoOnForeverIsGivenUp(String pattern, int length) {
    MetricKind kind = new MetricKind("a".repeat(length), "1", Better.LOWER, Assumption.NOISY);
    Selector selector = Selector.any().withMetric(Pattern.compile(pattern));
    String message =
        assertThrows(CostlyPatternException.class, () -> selector.matches(CELL, kind)).getMessage();
    assertTrue(message.startsWith("the pattern " + pattern + " takes too long on"), message);
    assertTrue(message.length() < 300, message);
  }

  @Test
  void aUnitIsNoPattern() {
    MetricKind perSecond = new MetricKind("ops", "1/s", Better.HIGHER, Assumption.NOISY);
    assertTrue(Selector.any().withUnit("1/s").matches(CELL, perSecond));
    assertFalse(Selector.any().withUnit("./s").matches(CELL, perSecond));
  }

  @Test
  void aSelectorSaysWhatItIsAbout() {
    assertEquals("every metric", Selector.any().text());
    assertEquals("timeNs", named("timeNs").text());
    assertEquals("every metric of family g.*", selector("family", "g.*").text());
  }

  private static Selector selector(String part, String pattern) {
    Optional<Pattern> of = Optional.of(Pattern.compile(pattern));
    return new Selector(
        part.equals("benchmark") ? of : Optional.empty(),
        part.equals("family") ? of : Optional.empty(),
        part.equals("variant") ? of : Optional.empty(),
        part.equals("metric") ? of : Optional.empty(),
        part.equals("unit") ? of : Optional.empty(),
        Optional.empty());
  }

  private static Selector named(String metric) {
    return Selector.any().withMetric(Pattern.compile(metric));
  }

  private static Optional<Better> none() {
    return Optional.empty();
  }

  private static Policy relative(String metric, double tolerance) {
    return POLICY.withRulesBefore(ToleranceRules.relative(named(metric), tolerance, none()));
  }

  private static Policy absolute(String metric, double tolerance, Optional<String> unit) {
    return POLICY.withRulesBefore(ToleranceRules.absolute(named(metric), tolerance, unit, none()));
  }

  private static Policy directed(String metric, Better better) {
    return POLICY.withRulesBefore(
        ToleranceRules.relative(named(metric), 0.05, Optional.of(better)));
  }

  /** Three blocks that hardly differ. */
  private static Metric steady(MetricKind kind, double mean) {
    return metric(kind, mean, mean * 1.0001, mean * 0.9999);
  }

  private static Verdict verdict(Policy policy, MetricKind kind, double before, double now) {
    boolean exact = kind.assumption() == Assumption.EXACT;
    return row(
            policy,
            exact ? metric(kind, before, before) : steady(kind, before),
            exact ? metric(kind, now, now) : steady(kind, now))
        .verdict();
  }

  private static Row row(Policy policy, Metric before, Metric now) {
    List<Row> rows = Comparator.compare(run(before), run(now), policy).rows();
    assertEquals(1, rows.size(), rows.toString());
    return rows.get(0);
  }

  private static Run run(Metric metric) {
    return SmallRuns.run("2026-11-20T12:00:00Z", cell("B.b", metric));
  }

  private static Run withFirstModel(double times) {
    Run run = SampleRuns.quick().build();
    ModelIdentity first = run.models().get(0);
    long bytes = Math.round(first.fileSizeBytes() * times);
    return Changed.firstModel(run, bytes, first.tensorCount(), first.sha256());
  }
}
