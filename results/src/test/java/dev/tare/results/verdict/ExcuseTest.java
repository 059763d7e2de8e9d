package dev.tare.results.verdict;

import static dev.tare.results.sample.SmallRuns.CACHE;
import static dev.tare.results.sample.SmallRuns.HASH;
import static dev.tare.results.sample.SmallRuns.STEADY;
import static dev.tare.results.sample.SmallRuns.TIME;
import static dev.tare.results.sample.SmallRuns.cell;
import static dev.tare.results.sample.SmallRuns.metric;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tare.results.run.Metric;
import dev.tare.results.run.Run;
import dev.tare.results.sample.SampleRuns;
import dev.tare.results.sample.SmallRuns;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExcuseTest {
  private static final Policy POLICY = Policy.standard();
  private static final String BEFORE = "2026-11-18T03:00:00Z";
  private static final String AFTER = "2026-11-22T03:00:00Z";

  @Test
  void aRegressionAcrossAKnownChangeIsShownAndNoAlarm() {
    Comparison comparison = compared(slower(), POLICY.withKnownChanges(List.of(known("timeNs"))));
    assertEquals(1, comparison.counts().get(Verdict.REGRESSED));
    assertEquals(0, comparison.unexcused(Verdict.REGRESSED));
    assertEquals(
        List.of(Optional.of("known since 2026-11-20 (commit 3f2a): repacked weights")),
        comparison.rows(Verdict.REGRESSED).stream().map(Row::excuse).toList());
    assertEquals(0, comparison.exitCode());
    assertEquals(1, compared(slower(), POLICY).exitCode());
  }

  /** The change is in the runs of 2026-11-20 and later. */
  @ParameterizedTest
  @CsvSource({
    "2026-11-19T23:59:59Z, 2026-11-20T00:00:00Z, 0",
    "2026-11-20T00:00:00Z, 2026-11-22T03:00:00Z, 1",
    "2026-11-18T03:00:00Z, 2026-11-19T23:59:59Z, 1",
    "2026-11-22T03:00:00Z, 2026-11-18T03:00:00Z, 1"
  })
  void aKnownChangeExplainsOnlyWhatLiesAcrossIt(String baseline, String run, int exitCode) {
    Policy policy = POLICY.withKnownChanges(List.of(known("timeNs")));
    Comparison comparison =
        Comparator.compare(SmallRuns.at(baseline, fast()), SmallRuns.at(run, slower()), policy);
    assertEquals(1, comparison.counts().get(Verdict.REGRESSED));
    assertEquals(exitCode, comparison.exitCode());
  }

  @Test
  void aKnownChangeExplainsItsOwnMetricsOnly() {
    assertEquals(
        1, compared(slower(), POLICY.withKnownChanges(List.of(known("timeN")))).exitCode());
    assertEquals(0, compared(slower(), POLICY.withKnownChanges(List.of(known(".*")))).exitCode());
  }

  @Test
  void aKnownChangeDoesNotExplainThatSomethingIsGone() {
    Policy policy = POLICY.withKnownChanges(List.of(known(".*")));
    assertEquals(3, compared(without(), policy).exitCode());
  }

  @Test
  void whatIsMutedIsJudgedAndShownAndNoAlarm() {
    Comparison comparison = compared(slower(), POLICY.withMutes(List.of(muted("2026-11-22"))));
    assertEquals(1, comparison.counts().get(Verdict.REGRESSED));
    assertEquals(
        Optional.of("muted until 2026-11-22: new disk"), comparison.excused().get(0).excuse());
    assertEquals(List.of(), comparison.notes());
    assertEquals(0, comparison.exitCode());
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-22T00:00:00Z, 0",
    "2026-11-22T23:59:59Z, 0",
    "2026-11-23T00:00:00Z, 1",
    "2027-11-22T12:00:00Z, 1"
  })
  void aMuteEndsWithItsLastDayInUtc(String run, int exitCode) {
    Policy policy = POLICY.withMutes(List.of(muted("2026-11-22")));
    Comparison comparison = Comparator.compare(fast(), SmallRuns.at(run, slower()), policy);
    assertEquals(exitCode, comparison.exitCode());
    assertEquals(
        exitCode == 0
            ? List.of()
            : List.of("a mute of timeNs has expired: muted until 2026-11-22: new disk"),
        comparison.notes());
  }

  @Test
  void anExpiredMuteOfSomethingElseIsNotMentioned() {
    Run fast = SmallRuns.run(BEFORE, cell("B.b", metric(HASH, 5, 5)));
    Policy policy = POLICY.withMutes(List.of(muted("2026-11-01")));
    Comparison comparison = Comparator.compare(fast, SmallRuns.at(AFTER, fast), policy);
    assertEquals(
        List.of(), comparison.notes().stream().filter(note -> note.contains("mute")).toList());
  }

  /** A slip in a pattern must not go unnoticed until the alarm that it was to prevent. */
  @Test
  void anExcuseThatIsAboutNothingIsMentioned() {
    Mute slip = new Mute(named("timNs"), LocalDate.parse("2026-11-22"), "new disk");
    Policy policy = POLICY.withMutes(List.of(slip)).withKnownChanges(List.of(known("timeN")));
    assertEquals(
        List.of(
            "a mute of timNs matches nothing here: muted until 2026-11-22: new disk",
            "a known change of timeN matches nothing here: known since 2026-11-20 (commit 3f2a):"
                + " repacked weights"),
        compared(slower(), policy).notes());
  }

  @Test
  void whatIsMutedMayBeGone() {
    assertEquals(3, compared(without(), POLICY).exitCode());
    Comparison comparison = compared(without(), POLICY.withMutes(List.of(muted("2026-11-22"))));
    assertEquals(1, comparison.counts().get(Verdict.GONE));
    assertEquals(0, comparison.exitCode());
  }

  @Test
  void whatIsMutedMayBeUndecidedEvenWhenThePolicyIsStrict() {
    Run undecided = SmallRuns.run(AFTER, cell("B.b", metric(TIME, 90, 100, 115), hash()));
    Policy strict = POLICY.withInconclusiveIncomplete(true);
    assertEquals(3, compared(undecided, strict).exitCode());
    assertEquals(0, compared(undecided, strict.withMutes(List.of(muted("2026-11-22")))).exitCode());
    Comparison lenient = compared(undecided, POLICY.withMutes(List.of(muted("2026-11-22"))));
    assertEquals(List.of(), lenient.excused());
  }

  @Test
  void whatImprovedNeedsNoExcuse() {
    Policy policy =
        POLICY.withMutes(List.of(muted("2026-11-22"))).withKnownChanges(List.of(known(".*")));
    Comparison comparison =
        Comparator.compare(SmallRuns.at(BEFORE, slower()), SmallRuns.at(AFTER, fast()), policy);
    assertEquals(1, comparison.counts().get(Verdict.IMPROVED));
    assertEquals(List.of(), comparison.excused());
  }

  @Test
  void aForkThatFailedLeavesTheComparisonIncompleteHoweverMuchIsMuted() {
    Run before = SampleRuns.quick().build();
    Run now = SampleRuns.quick().seed(2).failing((cell, block) -> block == 0).build();
    Mute all = new Mute(Selector.any(), LocalDate.parse("2026-12-31"), "everything");
    assertEquals(3, Comparator.compare(before, now, POLICY.withMutes(List.of(all))).exitCode());
  }

  @Test
  void aMuteLiftsNoBudget() {
    Budget budget =
        new Budget(named("timeNs"), Bound.BELOW, 150, "ns", "< 150 ns", Optional.empty());
    Policy policy = POLICY.withMutes(List.of(muted("2026-11-22"))).withBudgets(List.of(budget));
    assertEquals(1, compared(slower(), policy).exitCode());
  }

  @Test
  void anExcusedRowStandsBehindThoseThatCountHoweverBadItIs() {
    Run before =
        SmallRuns.run(BEFORE, cell("B.b", metric(CACHE, 100, 100), metric(TIME, 100, 101, 99)));
    Run now =
        SmallRuns.run(AFTER, cell("B.b", metric(CACHE, 200, 200), metric(TIME, 300, 301, 299)));
    List<Row> rows = Comparator.compare(before, now, POLICY).rows(Verdict.REGRESSED);
    assertEquals("kvCacheBytes", rows.get(0).kind().name());
    Policy policy = POLICY.withKnownChanges(List.of(known("kvCacheBytes")));
    rows = Comparator.compare(before, now, policy).rows(Verdict.REGRESSED);
    assertEquals("timeNs", rows.get(0).kind().name());
    assertEquals("kvCacheBytes", rows.get(1).kind().name());
  }

  @Test
  void whatIsNotJudgedNeedsNoExcuse() {
    Run run = SmallRuns.run(BEFORE, cell("B.b", metric(STEADY, 1, 1), hash()));
    Mute all = new Mute(Selector.any(), LocalDate.parse("2026-12-31"), "everything");
    assertEquals(List.of(), Comparator.compare(run, run, POLICY.withMutes(List.of(all))).excused());
  }

  @Test
  void anExcuseNeedsAReason() {
    LocalDate day = LocalDate.parse("2026-11-20");
    assertThrows(
        IllegalArgumentException.class,
        () -> new KnownChange(Selector.any(), day, Optional.empty(), " "));
    assertThrows(IllegalArgumentException.class, () -> new Mute(Selector.any(), day, ""));
  }

  private static KnownChange known(String metric) {
    return new KnownChange(
        named(metric), LocalDate.parse("2026-11-20"), Optional.of("3f2a"), "repacked weights");
  }

  private static Mute muted(String until) {
    return new Mute(named("timeNs"), LocalDate.parse(until), "new disk");
  }

  private static Selector named(String metric) {
    return Selector.any().withMetric(Pattern.compile(metric));
  }

  private static Run fast() {
    return SmallRuns.run(BEFORE, cell("B.b", metric(TIME, 100, 101, 99), hash()));
  }

  private static Run slower() {
    return SmallRuns.run(AFTER, cell("B.b", metric(TIME, 200, 201, 199), hash()));
  }

  private static Run without() {
    return SmallRuns.run(AFTER, cell("B.b", hash()));
  }

  private static Metric hash() {
    return metric(HASH, 5, 5, 5);
  }

  private static Comparison compared(Run run, Policy policy) {
    return Comparator.compare(fast(), run, policy);
  }
}
