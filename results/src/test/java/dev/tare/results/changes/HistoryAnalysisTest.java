package dev.tare.results.changes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tare.results.history.LevelChange.Kind;
import dev.tare.results.history.RunHistory;
import dev.tare.results.run.Assumption;
import dev.tare.results.run.Better;
import dev.tare.results.run.MetricKind;
import dev.tare.results.run.Run;
import dev.tare.results.run.RunOutline;
import dev.tare.results.sample.HistoryRuns;
import dev.tare.results.verdict.KnownChange;
import dev.tare.results.verdict.Mute;
import dev.tare.results.verdict.Policy;
import dev.tare.results.verdict.Selector;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HistoryAnalysisTest {
  private static final String DECODE = "TokenGenerationBenchmark.decode";
  private static final Selector DECODING =
      Selector.any().withMetric(Pattern.compile(HistoryRuns.RATE.name()));

  private static HistoryReport report(HistoryRuns runs) {
    return report(runs, Policy.standard(), HistoryFilter.ALL);
  }

  private static HistoryReport report(HistoryRuns runs, Policy policy, HistoryFilter filter) {
    List<RunOutline> outlines = runs.build(7).stream().map(RunOutline::of).toList();
    return HistoryAnalysis.of(RunHistory.of(outlines), policy, filter);
  }

  private static HistoryRuns slower() {
    return new HistoryRuns(100)
        .with(DECODE, "Q4_0", HistoryRuns.RATE, 0.02, i -> i < 60 ? 100 : 85)
        .with(DECODE, "Q8_0", HistoryRuns.RATE, 0.02, i -> 100);
  }

  @Test
  void aSlowerRateIsARegressionWithItsDateCommitSizeAndInterval() {
    HistoryReport report = report(slower());
    assertEquals(1, report.changes().size());
    Change change = report.changes().get(0);
    assertEquals(ChangeVerdict.REGRESSED, change.verdict());
    assertEquals(Kind.STEP, change.kind());
    assertEquals(LocalDate.of(2026, 3, 2), change.date());
    assertEquals(Optional.of("abc003c"), change.from().commit());
    assertEquals(Optional.of("abc003b"), change.previous().commit());
    assertEquals(-0.15, change.size(), 0.015);
    assertTrue(change.interval().lower() < -0.15 && change.interval().upper() > -0.15);
    assertEquals(100, change.before(), 1.5);
    assertEquals(85, change.after(), 1.5);
    assertTrue(change.runsLater() >= 2 && change.runsLater() <= 5, change + "");
    assertEquals("Q4_0", change.series().variant());
    assertEquals(100, report.runs());
    assertEquals(2, report.series());
    assertEquals(200, report.values());
    assertEquals(0.1, report.falseChanges(), 1e-9);
  }

  @Test
  void onlyAnUnexplainedRegressionFailsAndOnlyWhenAsked() {
    assertEquals(1, report(slower()).exitCode(true));
    assertEquals(0, report(slower()).exitCode(false));
    HistoryRuns faster =
        new HistoryRuns(100).with(DECODE, "Q4_0", HistoryRuns.RATE, 0.02, i -> i < 60 ? 85 : 100);
    assertEquals(ChangeVerdict.IMPROVED, report(faster).changes().get(0).verdict());
    assertEquals(0, report(faster).exitCode(true));
  }

  @Test
  void aLongerTimeIsARegressionAndAShorterOneAnImprovement() {
    HistoryRuns runs =
        new HistoryRuns(100)
            .with("B.a", "Q4_0", HistoryRuns.TIME, 0.02, i -> i < 60 ? 1e6 : 2e6)
            .with("B.b", "Q4_0", HistoryRuns.TIME, 0.02, i -> i < 40 ? 2e6 : 1e6);
    List<Change> changes = report(runs).changes();
    assertEquals(ChangeVerdict.REGRESSED, changes.get(0).verdict());
    assertEquals(1.0, changes.get(0).size(), 0.05);
    assertEquals(ChangeVerdict.IMPROVED, changes.get(1).verdict());
    assertEquals(-0.5, changes.get(1).size(), 0.03);
  }

  @Test
  void whatLiesWithinTheToleranceIsTolerated() {
    HistoryRuns runs =
        new HistoryRuns(200).with(DECODE, "Q4_0", HistoryRuns.RATE, 0.005, i -> i < 60 ? 100 : 97);
    HistoryReport report = report(runs);
    assertEquals(ChangeVerdict.TOLERATED, report.changes().get(0).verdict());
    assertEquals(0, report.exitCode(true));
  }

  @Test
  void aCosineIsJudgedByItsDifference() {
    HistoryRuns runs =
        new HistoryRuns(80)
            .with("C.cosine", "Q4_0", HistoryRuns.COSINE, 1e-6, i -> i < 60 ? 0.999 : 0.998)
            .with("C.cosine", "Q8_0", HistoryRuns.COSINE, 1e-6, i -> i < 60 ? 0.9999 : 0.9998);
    List<Change> changes = report(runs).changes();
    assertEquals(2, changes.size());
    assertEquals(ChangeVerdict.REGRESSED, changes.get(0).verdict());
    assertEquals(-0.001, changes.get(0).size(), 1e-5);
    assertEquals(ChangeVerdict.TOLERATED, changes.get(1).verdict());
  }

  @Test
  void anExactMetricStepsWithItsSecondRunAndSingleOddRunsArePassedOver() {
    HistoryRuns runs =
        new HistoryRuns(12)
            .with("B.a", "Q4_0", HistoryRuns.TOKENS, 0, i -> i < 6 ? 32 : 33)
            .with("B.b", "Q4_0", HistoryRuns.TOKENS, 0, i -> i == 6 || i == 11 ? 33 : 32);
    List<Change> changes = report(runs).changes();
    assertEquals(1, changes.size());
    assertEquals(LocalDate.of(2026, 1, 7), changes.get(0).date());
    assertEquals(1, changes.get(0).runsLater());
    assertEquals(ChangeVerdict.REGRESSED, changes.get(0).verdict());
  }

  @Test
  void valuesOfZeroAreAnalysedAsTheyAre() {
    MetricKind faults = new MetricKind("faults", "1", Better.LOWER, Assumption.NOISY);
    HistoryRuns runs =
        new HistoryRuns(80).with("B.a", "Q4_0", faults, 0.1, i -> i < 50 ? i % 3 : 10 + i % 3);
    Change change = report(runs).changes().get(0);
    assertEquals(ChangeVerdict.REGRESSED, change.verdict());
    assertTrue(!change.relative() && Math.abs(change.size() - 10) < 1, change + "");
  }

  @Test
  void metricsThatAreOnlyRecordedAreLeftOut() {
    MetricKind recorded = new MetricKind("gcTimeNs", "ns", Better.LOWER, Assumption.NOISY);
    HistoryRuns runs = new HistoryRuns(80).with("B.a", "Q4_0", recorded, 0.1, i -> i < 50 ? 1 : 10);
    assertEquals(0, report(runs).series());
  }

  /** A change that is known of decoding, by date or by commit. */
  private static Policy known(LocalDate date, String... commit) {
    Optional<String> named = Stream.of(commit).findFirst();
    return Policy.standard()
        .withKnownChanges(List.of(new KnownChange(DECODING, date, named, "new kernels")));
  }

  @Test
  void aKnownChangeIsShownAndDoesNotFail() {
    HistoryReport byDate = report(slower(), known(LocalDate.of(2026, 3, 2)), HistoryFilter.ALL);
    HistoryReport byCommit =
        report(slower(), known(LocalDate.of(2026, 1, 1), "abc003c"), HistoryFilter.ALL);
    for (HistoryReport report : List.of(byDate, byCommit)) {
      assertEquals(0, report.exitCode(true));
      Change change =
          report.excused().stream()
              .filter(each -> each.series().variant().equals("Q4_0"))
              .findFirst()
              .orElseThrow();
      assertEquals(Kind.CUT, change.kind());
      assertTrue(change.excuse().orElseThrow().endsWith(": new kernels"), change + "");
      assertEquals(LocalDate.of(2026, 3, 2), change.date());
      assertEquals(-0.15, change.size(), 0.015);
      assertEquals(ChangeVerdict.REGRESSED, change.verdict());
    }
  }

  @Test
  void aKnownChangeElsewhereExcusesNothing() {
    HistoryReport report = report(slower(), known(LocalDate.of(2026, 2, 1)), HistoryFilter.ALL);
    assertEquals(1, report.exitCode(true));
    Change cut =
        report.changes().stream().filter(each -> each.kind() == Kind.CUT).findFirst().orElseThrow();
    assertEquals(ChangeVerdict.TOLERATED, cut.verdict());
  }

  @Test
  void aMutedSeriesIsShownAndDoesNotFail() {
    HistoryReport report = report(slower(), muted("2026-04-10"), HistoryFilter.ALL);
    assertEquals(0, report.exitCode(true));
    assertEquals(Optional.of("muted until 2026-04-10: hot"), report.excused().get(0).excuse());
    assertEquals(1, report.excused().size());
  }

  @Test
  void aMuteThatExpiredBeforeTheNewestRunHidesNothing() {
    HistoryReport report = report(slower(), muted("2026-04-09"), HistoryFilter.ALL);
    assertEquals(1, report.exitCode(true));
    assertEquals(List.of(), report.excused());
  }

  private static Policy muted(String until) {
    return Policy.standard().withMutes(List.of(new Mute(DECODING, LocalDate.parse(until), "hot")));
  }

  @Test
  void aCommitThatNoRunHasLeavesItToTheDate() {
    Policy policy = known(LocalDate.of(2026, 3, 2), "fffffff");
    assertEquals(0, report(slower(), policy, HistoryFilter.ALL).exitCode(true));
  }

  @Test
  void aChangeOfOtherMetricsExcusesNothing() {
    HistoryRuns runs =
        slower().with("B.load", "Q4_0", HistoryRuns.TIME, 0.02, i -> i < 60 ? 1e6 : 2e6);
    HistoryReport report = report(runs, known(LocalDate.of(2026, 3, 2)), HistoryFilter.ALL);
    assertEquals(1, report.exitCode(true));
    assertEquals(List.of("B.load"), benchmarks(report.changes(ChangeVerdict.REGRESSED)));
    assertEquals(List.of(DECODE, DECODE), benchmarks(report.excused()));
  }

  private static List<String> benchmarks(List<Change> changes) {
    return changes.stream().map(change -> change.series().benchmark()).toList();
  }

  @Test
  void sinceHidesOlderChangesAndWhatTheyFail() {
    HistoryFilter march =
        new HistoryFilter(Optional.empty(), Optional.of(LocalDate.of(2026, 3, 2)));
    HistoryFilter later =
        new HistoryFilter(Optional.empty(), Optional.of(LocalDate.of(2026, 3, 3)));
    assertEquals(1, report(slower(), Policy.standard(), march).exitCode(true));
    HistoryReport report = report(slower(), Policy.standard(), later);
    assertEquals(0, report.exitCode(true));
    assertEquals(List.of(), report.changes());
    assertEquals(2 * 39 * 5e-4, report.falseChanges(), 1e-9);
  }

  @Test
  void aFilterOfSeriesChangesNoFigure() {
    HistoryFilter only =
        new HistoryFilter(
            Optional.of(Pattern.compile("decode.*Q4_0.*decodeTok")), Optional.empty());
    HistoryReport some = report(slower(), Policy.standard(), only);
    assertEquals(1, some.series());
    assertEquals(report(slower()).changes(), some.changes());
    HistoryFilter none = new HistoryFilter(Optional.of(Pattern.compile("Q2")), Optional.empty());
    assertEquals(0, report(slower(), Policy.standard(), none).series());
  }

  private static HistoryRuns mostStep(int others) {
    HistoryRuns runs = new HistoryRuns(80);
    for (int i = 0; i < 8; i++) {
      int shared = i;
      runs.with("B.b" + i, "Q4_0", HistoryRuns.RATE, 0.03, r -> r < 50 || shared > 5 ? 100 : 75);
    }
    for (int i = 0; i < others; i++) {
      runs.with("B.c" + i, "Q4_0", HistoryRuns.RATE, 0.03, r -> 100);
    }
    return runs;
  }

  @Test
  void whenMostSeriesStepAtOnceThatIsOneFinding() {
    HistoryReport report =
        report(mostStep(0).with("B.d", "Q4_0", HistoryRuns.RATE, 0.03, HistoryAnalysisTest::later));
    assertEquals(1, report.shared().size());
    SharedStep step = report.shared().get(0);
    assertEquals(6, step.changes().size());
    assertEquals(9, step.series());
    assertEquals(LocalDate.of(2026, 2, 20), step.date());
    assertEquals(0.25, step.medianSize().orElseThrow(), 0.02);
    assertEquals(6, step.count(ChangeVerdict.REGRESSED));
    assertEquals(7, report.changes().size());
    assertEquals(1, report.changes(ChangeVerdict.REGRESSED).size());
    assertEquals("B.d", report.changes(ChangeVerdict.REGRESSED).get(0).series().benchmark());
    assertEquals(1, report.exitCode(true));
  }

  private static double later(int run) {
    return run < 60 ? 100 : 70;
  }

  @Test
  void whatFewerThanHalfOfTheSeriesShareIsNoFindingOfItsOwn() {
    HistoryReport report = report(mostStep(4));
    assertEquals(List.of(), report.shared());
    assertEquals(6, report.changes(ChangeVerdict.REGRESSED).size());
  }

  @Test
  void aFilterOfSeriesDoesNotHideThatAStepIsShared() {
    HistoryFilter one = new HistoryFilter(Optional.of(Pattern.compile("B.b3")), Optional.empty());
    HistoryReport report = report(mostStep(0), Policy.standard(), one);
    assertEquals(1, report.changes().size());
    assertEquals(6, report.shared().get(0).changes().size());
    HistoryFilter other = new HistoryFilter(Optional.of(Pattern.compile("B.b7")), Optional.empty());
    assertEquals(List.of(), report(mostStep(0), Policy.standard(), other).shared());
  }

  @Test
  void seriesThatAreTooShortAreCounted() {
    HistoryReport report =
        report(new HistoryRuns(19).with(DECODE, "Q4_0", HistoryRuns.RATE, 0.02, i -> 100));
    assertEquals(
        List.of("1 series has fewer than 20 runs, too few to tell a step from chance"),
        report.notes());
    assertEquals(0, report.falseChanges());
  }

  @Test
  void theNewestChangeComesFirst() {
    HistoryRuns runs =
        new HistoryRuns(120)
            .with("B.a", "Q4_0", HistoryRuns.RATE, 0.01, i -> i < 40 ? 100 : i < 80 ? 70 : 100)
            .with("B.b", "Q4_0", HistoryRuns.RATE, 0.01, i -> i < 60 ? 100 : 70);
    List<LocalDate> dates = new ArrayList<>();
    report(runs).changes().forEach(change -> dates.add(change.date()));
    assertEquals(
        List.of(LocalDate.of(2026, 3, 22), LocalDate.of(2026, 3, 2), LocalDate.of(2026, 2, 10)),
        dates);
  }

  @Test
  void anEmptyHistoryIsEmpty() {
    HistoryReport report =
        HistoryAnalysis.of(RunHistory.of(List.of()), Policy.standard(), HistoryFilter.ALL);
    assertEquals(0, report.runs());
    assertEquals(0, report.exitCode(true));
  }

  @Test
  void theOrderOfTheDocumentsDoesNotMatter() {
    List<Run> runs = new ArrayList<>(slower().build(7));
    Collections.reverse(runs);
    HistoryReport reversed =
        HistoryAnalysis.of(
            RunHistory.of(runs.stream().map(RunOutline::of).toList()),
            Policy.standard(),
            HistoryFilter.ALL);
    assertEquals(report(slower()).changes(), reversed.changes());
  }
}
