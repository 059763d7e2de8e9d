package dev.tare.results.verdict;

import static dev.tare.results.sample.SmallRuns.COSINE;
import static dev.tare.results.sample.SmallRuns.FAULTS;
import static dev.tare.results.sample.SmallRuns.PEAK;
import static dev.tare.results.sample.SmallRuns.RATE;
import static dev.tare.results.sample.SmallRuns.TIME;
import static dev.tare.results.sample.SmallRuns.metric;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tare.results.run.Assumption;
import dev.tare.results.run.Better;
import dev.tare.results.run.Cell;
import dev.tare.results.run.Metric;
import dev.tare.results.run.MetricKind;
import dev.tare.results.run.ModelIdentity;
import dev.tare.results.run.Run;
import dev.tare.results.run.RunStatus;
import dev.tare.results.sample.Changed;
import dev.tare.results.sample.SampleRuns;
import dev.tare.results.sample.SmallRuns;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ComparatorTest {
  private static final Policy POLICY = Policy.standard();
  private static final Policy STEADY = POLICY.withSpreadBetweenRuns(0.005);
  private static final MetricKind TOKENS =
      new MetricKind("tokenCount", "1", Better.SAME, Assumption.EXACT);

  @Test
  void aMuchLowerRateHasRegressed() {
    assertEquals(Verdict.REGRESSED, verdict(RATE, blocks(100, 101, 99), blocks(60, 61, 59)));
  }

  @Test
  void aMuchShorterTimeHasImproved() {
    assertEquals(Verdict.IMPROVED, verdict(TIME, blocks(100, 101, 99), blocks(60, 61, 59)));
  }

  @Test
  void aSmallDifferenceOnASteadyMachineIsUnchanged() {
    Row row = row(STEADY, TIME, blocks(100, 100.2, 99.9), blocks(100.5, 100.3, 100.1));
    assertEquals(Verdict.UNCHANGED, row.verdict());
  }

  @Test
  void withoutHistoryASmallDifferenceOfTimesIsInconclusiveAndSaysWhy() {
    Row row = row(POLICY, TIME, blocks(100, 100.2, 99.9), blocks(100.5, 100.3, 100.1));
    assertEquals(Verdict.INCONCLUSIVE, row.verdict());
    assertTrue(row.effect().orElseThrow().agreesAsMeasured());
    assertEquals(
        List.of(
            "more blocks do not decide: two runs may differ by 15 % by chance alone, and the"
                + " tolerance is no farther"),
        row.notes());
  }

  @Test
  void aNoisyMetricSaysHowManyBlocksWouldDecide() {
    Row row = row(STEADY, TIME, blocks(100, 103, 97), blocks(101, 98, 103));
    assertEquals(Verdict.INCONCLUSIVE, row.verdict());
    assertTrue(row.notes().get(0).matches("about \\d+ blocks a side would likely decide"));
  }

  @Test
  void oneBlockASideIsInconclusive() {
    Row row = row(POLICY, TIME, blocks(100), blocks(300));
    assertEquals(Verdict.INCONCLUSIVE, row.verdict());
    assertTrue(row.effect().isEmpty());
    assertTrue(row.notes().get(0).contains("one block shows no spread"));
  }

  @Test
  void aFewPagesMoreMemoryDoNotMatterHoweverSmallTheProcess() {
    double mib = 1 << 20;
    Metric before = metric(PEAK, 20 * mib, 20 * mib, 20 * mib);
    Metric now = metric(PEAK, 22 * mib, 22 * mib, 22 * mib);
    assertEquals(Verdict.UNCHANGED, only(compare(POLICY, before, now)).verdict());
  }

  @Test
  void tenPercentMoreOfMuchMemoryHasRegressed() {
    double mib = 1 << 20;
    Metric before = metric(PEAK, 500 * mib, 501 * mib, 500 * mib);
    Metric now = metric(PEAK, 560 * mib, 561 * mib, 560 * mib);
    assertEquals(Verdict.REGRESSED, only(compare(POLICY, before, now)).verdict());
  }

  @Test
  void memoryThatMayBeZeroIsComparedByDifference() {
    double mib = 1 << 20;
    assertEquals(Verdict.UNCHANGED, verdict(PEAK, blocks(0, 0, 0), blocks(0, 4096, 0)));
    Metric grown = metric(PEAK, 90 * mib, 91 * mib, 92 * mib);
    assertEquals(Verdict.REGRESSED, only(compare(POLICY, metric(PEAK, 0, 0, 0), grown)).verdict());
  }

  @Test
  void cosineIsJudgedByItsAbsoluteDifference() {
    assertEquals(
        Verdict.UNCHANGED, verdict(COSINE, blocks(0.9998, 0.9998), blocks(0.9996, 0.9996)));
    assertEquals(
        Verdict.REGRESSED, verdict(COSINE, blocks(0.9998, 0.9998), blocks(0.9990, 0.9990)));
  }

  @Test
  void anExactMetricMustBeEqual() {
    assertEquals(Verdict.UNCHANGED, verdict(TOKENS, blocks(32, 32), blocks(32)));
    assertEquals(Verdict.REGRESSED, verdict(TOKENS, blocks(32, 32), blocks(31, 31)));
  }

  @Test
  void anExactMetricThatVariesWithinARunIsInconclusive() {
    Row row = row(POLICY, TOKENS, blocks(32, 32), blocks(31, 32));
    assertEquals(Verdict.INCONCLUSIVE, row.verdict());
    assertTrue(row.notes().get(0).contains("varies within a run"));
  }

  @Test
  void countersAreNeverJudged() {
    assertTrue(compare(POLICY, metric(FAULTS, 1, 1), metric(FAULTS, 900, 900)).rows().isEmpty());
  }

  @Test
  void ofModelFilesTheSizeTheTensorsAndTheHashAreExact() {
    Run before = SampleRuns.quick().build();
    ModelIdentity first = before.models().get(0);
    Run now =
        Changed.firstModel(
            SampleRuns.quick().id("other").build(),
            first.fileSizeBytes() - 1,
            first.tensorCount() + 1,
            "ab".repeat(32));
    Comparison comparison = Comparator.compare(before, now, POLICY);
    assertEquals(Set.of("tensorCount", "sha256"), names(comparison, Verdict.REGRESSED));
    assertEquals(Set.of("fileSizeBytes"), names(comparison, Verdict.IMPROVED));
    assertEquals(1, comparison.exitCode());
  }

  @Test
  void aCellWhoseForksAllFailedIsFailedAndTheComparisonIncomplete() {
    Run before = SampleRuns.quick().build();
    Run now = SampleRuns.quick().seed(2).failing((cell, block) -> isDecode(cell)).build();
    Comparison comparison = Comparator.compare(before, now, POLICY);
    assertTrue(names(comparison, Verdict.FAILED).contains("decodeTokensPerSecond"));
    assertEquals("3 of 3 blocks failed: killed by SIGSEGV", comparison.failures().get(0).reason());
    assertEquals(3, comparison.exitCode());
  }

  @Test
  void aCellThatLostOneBlockIsJudgedByTheOthersAndTheComparisonIncomplete() {
    Run before = SampleRuns.quick().build();
    Run now = SampleRuns.quick().seed(2).failing((cell, b) -> isDecode(cell) && b == 1).build();
    Comparison comparison = Comparator.compare(before, now, POLICY);
    assertEquals(0, comparison.counts().get(Verdict.FAILED));
    assertEquals(3, comparison.exitCode());
  }

  @Test
  void otherParametersMakeNewAndGoneCells() {
    Comparison comparison =
        Comparator.compare(
            run(metric(RATE, 1, 1), Map.of("depth", "0")),
            run(metric(RATE, 1, 1), Map.of("depth", "512")),
            POLICY);
    assertEquals(1, comparison.counts().get(Verdict.NEW));
    assertEquals(1, comparison.counts().get(Verdict.GONE));
    assertEquals(3, comparison.exitCode());
  }

  @Test
  void anotherUnitMakesAnotherMetric() {
    MetricKind other = new MetricKind("rate", "tokens/ms", Better.HIGHER, Assumption.NOISY);
    Comparison comparison = compare(POLICY, metric(RATE, 1, 1), metric(other, 1, 1));
    assertEquals(1, comparison.counts().get(Verdict.NEW));
    assertEquals(1, comparison.counts().get(Verdict.GONE));
  }

  @Test
  void differentMachinesAreRefusedNamingTheFields() {
    Run before = SampleRuns.quick().build();
    Run now =
        SampleRuns.quick().identity("cpuModel", "Other\u001b CPU").identity("boost", "on").build();
    DifferentMachineException e =
        assertThrows(
            DifferentMachineException.class, () -> Comparator.compare(before, now, POLICY));
    assertEquals(List.of("boost", "cpuModel"), e.fields());
    assertTrue(e.getMessage().contains("boost absent against on"), e.getMessage());
    assertFalse(e.getMessage().contains("\u001b"));
    assertTrue(e.getMessage().startsWith("the runs are not of one machine"), e.getMessage());
  }

  @Test
  void likeMachinesWithAnotherLibraryAreSaidToBeAlike() {
    Run before = SampleRuns.quick().build();
    Run now = SampleRuns.quick().identity("llamaLibrarySha256", "other").build();
    DifferentMachineException e =
        assertThrows(
            DifferentMachineException.class, () -> Comparator.compare(before, now, POLICY));
    assertTrue(
        e.getMessage().startsWith("the runs are of like machines, but their JVM, libraries or"),
        e.getMessage());
    assertTrue(e.getMessage().contains(" against other; measure both alike"), e.getMessage());
  }

  @Test
  void inconclusiveMetricsMakeAComparisonIncompleteOnlyWhenThePolicySaysSo() {
    Comparison lenient = compare(POLICY, metric(TIME, 1, 2), metric(TIME, 2, 1));
    assertEquals(0, lenient.exitCode());
    Policy strict = POLICY.withInconclusiveIncomplete(true);
    assertEquals(3, compare(strict, metric(TIME, 1, 2), metric(TIME, 2, 1)).exitCode());
  }

  @Test
  void aRunThatDidNotReachItsEndMakesTheComparisonIncomplete() {
    Run baseline = SampleRuns.quick().id("a").build();
    Run whole = SampleRuns.quick().id("b").build();
    Run stopped = SampleRuns.quick().id("b").status(RunStatus.INTERRUPTED).build();
    assertEquals(0, Comparator.compare(baseline, whole, POLICY).exitCode());
    assertEquals(3, Comparator.compare(baseline, stopped, POLICY).exitCode());
  }

  @Test
  void swappingTheSidesSwapsTheVerdicts() {
    Run a = SampleRuns.quick().id("a").build();
    Run b =
        SampleRuns.quick()
            .id("b")
            .seed(2)
            .factor((cell, kind) -> isDecode(cell) && kind.unit().equals("tokens/s") ? 0.5 : 1)
            .build();
    Map<Verdict, Integer> forth = Comparator.compare(a, b, STEADY).counts();
    Map<Verdict, Integer> back = Comparator.compare(b, a, STEADY).counts();
    assertTrue(forth.get(Verdict.REGRESSED) > 0);
    assertEquals(forth.get(Verdict.REGRESSED), back.get(Verdict.IMPROVED));
    assertEquals(forth.get(Verdict.IMPROVED), back.get(Verdict.REGRESSED));
    assertEquals(forth.get(Verdict.UNCHANGED), back.get(Verdict.UNCHANGED));
  }

  @Test
  void theWorstStandsFirst() {
    Run a = SampleRuns.quick().id("a").build();
    Run b =
        SampleRuns.quick()
            .id("b")
            .seed(2)
            .factor((cell, kind) -> kind.unit().equals("tokens/s") ? slower(cell) : 1)
            .build();
    List<Row> rows = Comparator.compare(a, b, POLICY).rows(Verdict.REGRESSED);
    assertEquals("TokenGenerationBenchmark.decode", rows.get(0).subject().benchmark().get());
    assertTrue(rows.get(0).badness() > rows.get(rows.size() - 1).badness());
  }

  private static double slower(Cell cell) {
    return isDecode(cell) ? 0.4 : 0.6;
  }

  @Test
  void comparingARunWithItselfIsNoted() {
    Run run = SampleRuns.quick().build();
    List<String> notes = Comparator.compare(run, run, POLICY).notes();
    assertEquals(List.of("both sides are the same run; this comparison shows nothing"), notes);
  }

  @Test
  void twoRunsOfTheSameThingPracticallyNeverAlarm() {
    GateSimulation hosted = new GateSimulation(0.005, 0.044, 0.047, 3, POLICY);
    GateSimulation.Outcome outcome = hosted.pairs(60, 0, 1, 11);
    assertTrue(outcome.runsWithAlarm() <= 0.1, outcome.toString());
    assertTrue(outcome.alarmsPerMetric() <= 0.001, outcome.toString());
  }

  @Test
  void runsThatStoppedBecauseOfWhatTheySawRaiseNoFalseAlarms() {
    Policy blocksAlone = Policy.standard().withSpreadBetweenRuns(0);
    GateSimulation adaptive =
        new GateSimulation(0.005, 0.025, 0, 5, blocksAlone, OptionalDouble.of(0.02));
    GateSimulation.Outcome outcome = adaptive.pairs(20, 0, 1, 12);
    assertEquals(0, outcome.runsWithAlarm());
    assertTrue(outcome.unchanged() > 0.7, outcome.toString());
  }

  @Test
  void aThirdLostIsMostlyFoundEvenOnAHostedMachine() {
    GateSimulation hosted = new GateSimulation(0.005, 0.044, 0.047, 3, POLICY);
    assertTrue(hosted.pairs(20, 13, 0.7, 12).found() > 0.6);
  }

  @Test
  void aTenthLostIsFoundOnASteadyMachine() {
    GateSimulation steady = new GateSimulation(0.003, 0.005, 0.005, 3, STEADY);
    assertTrue(steady.pairs(10, 13, 0.9, 13).found() > 0.95);
  }

  private static boolean isDecode(Cell cell) {
    return cell.benchmark().equals("TokenGenerationBenchmark.decode");
  }

  private static Set<String> names(Comparison comparison, Verdict verdict) {
    return comparison.rows(verdict).stream()
        .map(row -> row.kind().name())
        .collect(Collectors.toSet());
  }

  private static double[] blocks(double... means) {
    return means;
  }

  private static Verdict verdict(MetricKind kind, double[] before, double[] now) {
    return row(POLICY, kind, before, now).verdict();
  }

  private static Row row(Policy policy, MetricKind kind, double[] before, double[] now) {
    return only(compare(policy, metric(kind, before), metric(kind, now)));
  }

  private static Row only(Comparison comparison) {
    assertEquals(1, comparison.rows().size());
    return comparison.rows().get(0);
  }

  private static Comparison compare(Policy policy, Metric before, Metric now) {
    return Comparator.compare(run(before, Map.of()), run(now, Map.of()), policy);
  }

  private static Run run(Metric metric, Map<String, String> parameters) {
    Cell cell = new Cell("B.b", "f", "v", parameters, 3, List.of(), List.of(metric), List.of());
    return SmallRuns.run("2026-11-20T22:53:00Z", cell);
  }
}
