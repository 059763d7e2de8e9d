package dev.tare.results.verdict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tare.results.precision.FewestPairs;
import dev.tare.results.report.TerminalStyle;
import dev.tare.results.report.VersusJson;
import dev.tare.results.report.VersusText;
import dev.tare.results.run.Absent;
import dev.tare.results.run.Assumption;
import dev.tare.results.run.Better;
import dev.tare.results.run.Block;
import dev.tare.results.run.Metric;
import dev.tare.results.run.MetricKind;
import dev.tare.results.run.Run;
import dev.tare.results.run.VersusRunException;
import dev.tare.results.sample.SampleRuns;
import dev.tare.results.sample.VersusRuns;
import dev.tare.results.store.BaselineStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VersusComparatorTest {
  private static final MetricKind RATE =
      new MetricKind("decodeTokensPerSecond", "tokens/s", Better.HIGHER, Assumption.NOISY);
  private static final MetricKind TIME =
      new MetricKind("loadTimeNs", "ns", Better.LOWER, Assumption.NOISY);
  private static final MetricKind HASH =
      new MetricKind("outputHash", "1", Better.SAME, Assumption.EXACT);

  private static final MetricKind P99 =
      new MetricKind("decodeTokenLatencyP99Ns", "ns", Better.LOWER, Assumption.NOISY);
  private static final MetricKind COSINE =
      new MetricKind("cosineMean", "1", Better.HIGHER, Assumption.NOISY);
  private static final MetricKind COLLECTIONS =
      new MetricKind("gcCount", "1", Better.LOWER, Assumption.NOISY);

  /** A machine whose speed doubles during the run; no two blocks are alike. */
  private static double[] drifting(double factor) {
    double[] means = new double[12];
    for (int i = 0; i < means.length; i++) {
      means[i] = factor * 100 * (1 + i / 11.0) * (1 + 0.001 * ((i * 7) % 5 - 2));
    }
    return means;
  }

  private static Run run(MetricKind kind, double[] a, double[] b) {
    return VersusRuns.of(List.of(VersusRuns.metric(kind, a)), List.of(VersusRuns.metric(kind, b)));
  }

  /** B is 3 % slower in each turn, but a third of its turns meets a disturbance. */
  private static Metric turns(double factor, boolean disturbed) {
    List<Block> blocks = new ArrayList<>();
    for (int block = 0; block < 12; block++) {
      List<Double> samples = new ArrayList<>();
      for (int turn = 0; turn < 9; turn++) {
        double drifting = 100 + 10 * block + 5 * turn + (block * 7 + turn * 3) % 4 / 10.0;
        boolean hit = disturbed && (turn + block) % 3 == 0;
        samples.add(factor * drifting * (hit ? 0.5 : 1));
      }
      blocks.add(new Block(block, samples));
    }
    return new Metric(RATE, blocks);
  }

  @Test
  void ofForksInTurnsTheMedianTurnCounts() {
    Run same = VersusRuns.of(List.of(turns(1, false)), List.of(turns(1, true)), 0.005);
    Run slower = VersusRuns.of(List.of(turns(1, true)), List.of(turns(0.97, false)), 0.005);

    assertEquals(Verdict.REGRESSED, only(same).verdict(), "means are moved by what disturbed B");
    assertEquals(Verdict.UNCHANGED, only(VersusRuns.inTurns(same)).verdict());
    assertEquals(Verdict.IMPROVED, only(slower).verdict(), "and hide what B lost");
    Row found = only(VersusRuns.inTurns(slower));
    assertEquals(Verdict.REGRESSED, found.verdict());
    assertEquals(-0.03, found.effect().orElseThrow().change(), 0.001);
  }

  private static Row only(Run run) {
    List<Row> rows = VersusComparator.compare(run).rows();
    assertEquals(1, rows.size());
    return rows.get(0);
  }

  @Test
  void aSlowerArmIsFoundThoughTheMachineDriftsFarMore() {
    Row row = only(run(RATE, drifting(1), drifting(0.97)));
    assertEquals(Verdict.REGRESSED, row.verdict());
    assertEquals(-0.03, row.effect().orElseThrow().change(), 1e-9);
    assertEquals(1, VersusComparator.compare(run(RATE, drifting(1), drifting(0.97))).exitCode());
  }

  @Test
  void theDirectionOfTheMetricDecidesWhatIsWorse() {
    assertEquals(Verdict.IMPROVED, only(run(RATE, drifting(1), drifting(1.03))).verdict());
    assertEquals(Verdict.REGRESSED, only(run(TIME, drifting(1), drifting(1.03))).verdict());
  }

  @Test
  void aChangeInsideTheToleranceIsUnchanged() {
    Run run = run(RATE, drifting(1), drifting(0.995));
    assertEquals(Verdict.UNCHANGED, only(run).verdict());
    assertEquals(0, VersusComparator.compare(run).exitCode());
  }

  @Test
  void fivePairsDecideNothing() {
    double[] a = Arrays.copyOf(drifting(1), 5);
    double[] b = Arrays.copyOf(drifting(0.5), 5);
    Row row = only(run(RATE, a, b));
    assertEquals(Verdict.INCONCLUSIVE, row.verdict());
    assertTrue(row.notes().get(0).contains("7 are needed"), row.notes()::toString);
    assertEquals(3, VersusComparator.compare(run(RATE, a, b)).exitCode());
  }

  @Test
  void sixPairsBoundAChangeButCannotShowARegressionAndThatIsNotFine() {
    double[] a = Arrays.copyOf(drifting(1), 6);
    VersusComparison six = VersusComparator.compare(run(RATE, a, Arrays.copyOf(drifting(0.5), 6)));
    assertEquals(Verdict.INCONCLUSIVE, six.rows().get(0).verdict());
    assertEquals(1, six.undecidable());
    assertEquals(3, six.exitCode());
    String note = six.notes().get(0);
    assertTrue(
        note.startsWith("1 of 1 noisy metrics have too few pairs to show any regression: 6"), note);
    assertTrue(note.contains("7 are needed; narrow with --only"), note);
    Run seven = run(RATE, Arrays.copyOf(drifting(1), 7), Arrays.copyOf(drifting(0.5), 7));
    assertEquals(1, VersusComparator.compare(seven).exitCode());
    Run same = run(RATE, a, a);
    assertEquals(Verdict.UNCHANGED, only(same).verdict());
    assertEquals(0, VersusComparator.compare(same).exitCode(), "shown to be the same");
  }

  @Test
  void theMoreMetricsAreJudgedTheMorePairsAreNeeded() {
    assertEquals(7, FewestPairs.of(1));
    assertEquals(10, FewestPairs.of(10));
    assertEquals(15, FewestPairs.of(200));
    List<Metric> a = new ArrayList<>();
    List<Metric> b = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      MetricKind kind = new MetricKind("rate" + i, "tokens/s", Better.HIGHER, Assumption.NOISY);
      a.add(VersusRuns.metric(kind, Arrays.copyOf(drifting(1), 9)));
      b.add(VersusRuns.metric(kind, Arrays.copyOf(drifting(0.5), 9)));
    }
    assertEquals(10, VersusComparator.compare(VersusRuns.of(a, b)).undecidable());
  }

  private static double[] constant(double value, int pairs) {
    double[] values = new double[pairs];
    Arrays.fill(values, value);
    return values;
  }

  @Test
  void aCosineThatIsTheSameInEveryPairIsJudgedByItsToleranceAlone() {
    Run worse = run(COSINE, constant(1, 2), constant(0.985, 2));
    assertEquals(Verdict.REGRESSED, only(worse).verdict());
    assertEquals(-0.015, only(worse).effect().orElseThrow().change(), 1e-12);
    assertEquals(1, VersusComparator.compare(worse).exitCode());
    Run better = run(COSINE, constant(0.985, 2), constant(1, 2));
    assertEquals(Verdict.IMPROVED, only(better).verdict());
    Run near = run(COSINE, constant(1, 2), constant(0.9996, 2));
    assertEquals(Verdict.UNCHANGED, only(near).verdict());
    assertEquals(0, VersusComparator.compare(near).exitCode());
  }

  @Test
  void aCosineOfOnePairOrOneThatVariesNeedsPairsAsOthersDo() {
    Run once = run(COSINE, constant(1, 1), constant(0.985, 1));
    assertEquals(Verdict.INCONCLUSIVE, only(once).verdict());
    assertEquals(3, VersusComparator.compare(once).exitCode());
    Run varying = run(COSINE, constant(1, 6), new double[] {.985, .984, .985, .985, .985, .985});
    assertEquals(Verdict.INCONCLUSIVE, only(varying).verdict());
    assertEquals(3, VersusComparator.compare(varying).exitCode());
  }

  @Test
  void whatIsPartOfAnotherMetricOrSaidTwiceIsNotJudged() {
    for (String name : List.of("loadModelNs", "loadContextNs", "imagesPerSecond")) {
      String unit = name.endsWith("Ns") ? "ns" : "images/s";
      MetricKind kind = new MetricKind(name, unit, Better.LOWER, Assumption.NOISY);
      Run run =
          VersusRuns.of(
              List.of(VersusRuns.metric(RATE, drifting(1)), VersusRuns.metric(kind, drifting(1))),
              List.of(VersusRuns.metric(RATE, drifting(1)), VersusRuns.metric(kind, drifting(2))));
      assertEquals("decodeTokensPerSecond", only(run).kind().name());
    }
  }

  @Test
  void onlyBlocksThatHaveBothArmsCount() {
    double[] b = Arrays.copyOf(drifting(0.97), 9);
    Row row = only(run(RATE, drifting(1), b));
    assertEquals(9, row.baseline().orElseThrow().blockMeans().size());
    assertEquals(-0.03, row.effect().orElseThrow().change(), 1e-9);
  }

  @Test
  void otherAnswersAreSaidAndNotCalledARegression() {
    double[] one = new double[12];
    double[] other = new double[12];
    Arrays.fill(one, 7);
    Arrays.fill(other, 8);
    Row row = only(run(HASH, one, other));
    assertEquals(Verdict.INCONCLUSIVE, row.verdict());
    assertTrue(row.notes().get(0).contains("the arms differ"), row.notes()::toString);
    assertEquals(Verdict.UNCHANGED, only(run(HASH, one, one)).verdict());
  }

  @Test
  void aMetricThatOneArmLacksMakesTheComparisonIncomplete() {
    Metric rate = VersusRuns.metric(RATE, drifting(1));
    VersusComparison comparison = VersusComparator.compare(VersusRuns.of(List.of(rate), List.of()));
    assertEquals(Verdict.GONE, comparison.rows().get(0).verdict());
    assertEquals(3, comparison.exitCode());
  }

  @Test
  void aPercentileThatOnlyQuickForksHaveIsNotJudged() {
    Metric rate = VersusRuns.metric(RATE, drifting(1));
    Metric some = VersusRuns.metric(P99, Arrays.copyOf(drifting(1), 9));
    Metric others = VersusRuns.metric(P99, Arrays.copyOf(drifting(2), 9));
    for (List<Metric> b : List.of(List.of(rate), List.of(rate, others))) {
      VersusComparison comparison = VersusComparator.compare(VersusRuns.of(List.of(rate, some), b));
      assertEquals(1, comparison.rows().size());
      assertEquals(0, comparison.exitCode());
      String note = comparison.notes().get(comparison.notes().size() - 1);
      assertTrue(
          note.matches("decodeTokenLatencyP99Ns was measured in [09] of 12 pairs of .*"), note);
    }
  }

  @Test
  void anotherMetricThatOneForkLacksIsJudgedByTheRestOfThePairs() {
    Metric rate = VersusRuns.metric(RATE, drifting(1));
    Run run =
        VersusRuns.of(
            List.of(rate, VersusRuns.metric(TIME, drifting(1))),
            List.of(rate, VersusRuns.metric(TIME, Arrays.copyOf(drifting(1.5), 11))));
    VersusComparison comparison = VersusComparator.compare(run);
    assertEquals(Verdict.REGRESSED, comparison.rows().get(0).verdict());
    assertEquals(11, comparison.rows().get(0).run().orElseThrow().blockMeans().size());
    assertEquals(1, comparison.exitCode());
    String note = comparison.notes().get(0);
    assertTrue(note.startsWith("loadTimeNs is judged by 11 of 12 pairs of f/v "), note);
  }

  @Test
  void aMetricThatAnArmNeverHasIsMissedAndTheReasonSaid() {
    Metric rate = VersusRuns.metric(RATE, drifting(1));
    Metric time = VersusRuns.metric(TIME, drifting(1));
    List<Absent> why = List.of(new Absent("loadTimeNs", "the file stayed cached"));
    List<Metric> with = List.of(rate, time);
    List<Metric> without = List.of(rate);
    check(VersusRuns.of(with, List.of(), without, why), Verdict.GONE, "not measured in arm B: the");
    check(VersusRuns.of(without, why, with, List.of()), Verdict.NEW, "not measured in arm A: the");
    check(VersusRuns.of(without, why, without, why), Verdict.GONE, "not measured in either arm");
    check(VersusRuns.of(with, without), Verdict.GONE, "arm B has no value");
  }

  private static void check(Run run, Verdict verdict, String note) {
    VersusComparison comparison = VersusComparator.compare(run);
    Row row =
        comparison.rows().stream()
            .filter(each -> each.kind().name().equals("loadTimeNs"))
            .findFirst()
            .orElseThrow();
    assertEquals(verdict, row.verdict());
    assertTrue(row.notes().get(0).startsWith(note), row.notes()::toString);
    assertEquals(3, comparison.exitCode());
  }

  @Test
  void whatFewMachinesMeasureIsListedAndNotMissed() {
    Metric rate = VersusRuns.metric(RATE, drifting(1));
    List<Absent> why = List.of(new Absent("joulesPerToken", "no meter"));
    VersusComparison comparison =
        VersusComparator.compare(VersusRuns.of(List.of(rate), why, List.of(rate), why));
    assertEquals(0, comparison.exitCode());
    String text = VersusText.render(comparison, TerminalStyle.PLAIN);
    assertTrue(text.contains("\nnot measured in A and B: joulesPerToken: no meter\n"), text);
    String json = VersusJson.render(comparison);
    assertTrue(json.contains("\"metric\": \"joulesPerToken\""), json);
    assertTrue(json.contains("\"reason\": \"no meter\""), json);
  }

  @Test
  void collectionsAreCountedForEachArm() {
    Metric rate = VersusRuns.metric(RATE, drifting(1));
    Metric none = VersusRuns.metric(COLLECTIONS, 0, 0);
    Metric some = VersusRuns.metric(COLLECTIONS, 1, 2);
    VersusComparison comparison =
        VersusComparator.compare(VersusRuns.of(List.of(rate, none), List.of(rate, some)));
    String note = comparison.notes().get(0);
    assertTrue(note.endsWith("inside measured intervals: 0 times in A, 3 times in B"), note);
    VersusComparison quiet =
        VersusComparator.compare(VersusRuns.of(List.of(rate, none), List.of(rate, none)));
    assertEquals(List.of(), quiet.notes());
  }

  @Test
  void theArmOfAFailedForkIsNamed() {
    Metric rate = VersusRuns.metric(RATE, drifting(1));
    Run run = VersusRuns.withFailureInB(List.of(rate), List.of(rate));
    VersusComparison comparison = VersusComparator.compare(run);
    assertEquals(Optional.of("B"), comparison.failures().get(0).arm());
    String text = VersusText.render(comparison, TerminalStyle.PLAIN);
    assertTrue(text.contains("failed  B  "), text);
    assertTrue(VersusJson.render(comparison).contains("\"arm\": \"B\""));
  }

  @Test
  void pairsAreBlocksThatBothArmsHaveWhateverExactMetricsHold() {
    Run run =
        VersusRuns.of(
            List.of(
                VersusRuns.metric(RATE, Arrays.copyOf(drifting(1), 9)),
                VersusRuns.metric(HASH, constant(7, 12))),
            List.of(
                VersusRuns.metric(RATE, drifting(1)), VersusRuns.metric(HASH, constant(7, 12))));
    String text = VersusText.render(VersusComparator.compare(run), TerminalStyle.PLAIN);
    assertTrue(text.contains("  9 pairs\n"), text);
  }

  @Test
  void suchARunIsComparedWithNoOther() {
    Run arms = run(RATE, drifting(1), drifting(1));
    Run plain = SampleRuns.quick().build();
    Policy policy = Policy.standard();
    for (Run[] pair : new Run[][] {{arms, plain}, {plain, arms}, {arms, arms}}) {
      String message =
          assertThrows(VersusRunException.class, () -> Comparator.compare(pair[0], pair[1], policy))
              .getMessage();
      assertTrue(message.contains("A (as configured) against B ("), message);
      assertEquals(1, message.lines().count());
    }
    assertThrows(IllegalArgumentException.class, () -> VersusComparator.compare(plain));
  }

  @Test
  void suchARunIsNoBaseline(@TempDir Path folder) throws Exception {
    Run arms = run(RATE, drifting(1), drifting(1));
    BaselineStore store = new BaselineStore(folder);
    assertThrows(VersusRunException.class, () -> store.accept(arms, "me", Instant.EPOCH, "", true));
    try (var files = Files.list(folder)) {
      assertEquals(0, files.count());
    }
  }

  @Test
  void theTableShowsBothArmsTheRatioAndTheVerdict() {
    String text =
        VersusText.render(
            VersusComparator.compare(run(RATE, drifting(1), drifting(0.97))), TerminalStyle.PLAIN);
    assertTrue(text.startsWith("A  as configured\nB  "), text);
    assertTrue(text.contains("threads=1"), text);
    assertTrue(text.contains("llamaLibrarySha256 0123456789abcdef"), text);
    assertTrue(text.contains("1 regressed, 0 improved"), text);
    assertTrue(
        text.matches(
            "(?s).*decodeTokensPerSecond  150 tok/s  145 tok/s  0\\.9700  "
                + "0\\.9700\\.\\.0\\.9700  regressed\n.*"),
        text);
    assertTrue(text.lines().allMatch(line -> line.length() <= 80), text);
  }

  @Test
  void theJsonHoldsEveryPair() {
    String json =
        VersusJson.render(VersusComparator.compare(run(RATE, drifting(1), drifting(0.97))));
    assertTrue(json.contains("\"schema\": \"tare-versus\""), json);
    assertTrue(json.contains("\"ratio\": 0.97"), json);
    assertTrue(json.contains("\"exitCode\": 1"), json);
    assertFalse(json.contains("null,\n  \"arms\""), json);
  }

  /** The stated error rate is 1 % for a whole run; each bound leaves three standard errors. */
  @Test
  void armsThatAreTheSameAreHardlyEverCalledDifferent() {
    VersusSimulation.Outcome few = new VersusSimulation(20, 10).runs(400, 1, 11);
    assertTrue(few.regressed() <= 0.025, few::toString);
    VersusSimulation.Outcome many = new VersusSimulation(150, 1).runs(400, 1, 12);
    assertTrue(many.regressed() <= 0.005, many::toString);
    assertTrue(many.improved() <= 0.005, many::toString);
  }

  @Test
  void threePercentAreFoundWithThePairsOfTenMinutes() {
    VersusSimulation.Outcome slower = new VersusSimulation(170, 1).runs(400, 0.97, 13);
    assertTrue(slower.regressed() >= 0.95, slower::toString);
  }
}
