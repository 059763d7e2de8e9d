package dev.tare.results.verdict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tare.results.experience.StoredRuns;
import dev.tare.results.run.Better;
import dev.tare.results.run.Run;
import dev.tare.results.run.RunOutline;
import dev.tare.results.sample.HistoryRuns;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What earlier runs of a machine add to a verdict. */
class LearnedVerdictTest {
  private static final int LAST = 30;
  private static final double[] WEATHER = weather();

  private static double[] weather() {
    Random random = new Random(3);
    return random.doubles(LAST + 1, -0.05, 0.05).map(Math::exp).toArray();
  }

  /** Ten rates and ten times with a run's spread of 1 %; the first rate's level is given. */
  private static HistoryRuns suite(IntToDoubleFunction first, IntToDoubleFunction machine) {
    HistoryRuns runs = new HistoryRuns(LAST + 1);
    for (int cell = 0; cell < 10; cell++) {
      IntToDoubleFunction level = cell == 0 ? first : i -> 100;
      runs.with(
          "Decode" + cell,
          "Q4_0",
          HistoryRuns.RATE,
          0.01,
          i -> level.applyAsDouble(i) / machine.applyAsDouble(i));
      runs.with("Load" + cell, "Q4_0", HistoryRuns.TIME, 0.01, i -> 5e6 * machine.applyAsDouble(i));
    }
    return runs;
  }

  private static Comparison judge(List<Run> runs, int baseline) {
    List<RunOutline> store = runs.stream().map(RunOutline::of).toList();
    return Comparator.compare(
        runs.get(baseline), runs.get(LAST), Policy.standard(), new StoredRuns(store, List.of()));
  }

  private static List<String> regressed(Comparison comparison) {
    return comparison.rows(Verdict.REGRESSED).stream()
        .map(row -> row.subject().benchmark().orElseThrow())
        .toList();
  }

  @Test
  void aSteadyMachineShowsWhatTwoRunsCannot() {
    List<Run> runs = suite(i -> i < LAST ? 100 : 90, i -> 1).build(1);
    assertEquals(List.of("Decode0"), regressed(judge(runs, LAST - 1)));
    Comparison alone = Comparator.compare(runs.get(LAST - 1), runs.get(LAST), Policy.standard());
    assertEquals(List.of(), regressed(alone));
    assertTrue(
        judge(runs, LAST - 1)
            .notes()
            .contains(
                "20 of 20 noisy metrics are judged against their level in 30 runs of this machine"));
  }

  @Test
  void aSteadyMachineProvesThatNothingChanged() {
    Comparison comparison = judge(suite(i -> 100, i -> 1).build(2), LAST - 1);
    assertTrue(comparison.counts().get(Verdict.UNCHANGED) >= 18, comparison.counts().toString());
    assertEquals(0, comparison.exitCode());
  }

  @Test
  void aChangeThatNobodyAcceptedStaysOne() {
    List<Run> runs = suite(i -> i < 15 ? 100 : 85, i -> 1).build(3);
    assertEquals(List.of("Decode0"), regressed(judge(runs, 10)));
    assertEquals(List.of(), regressed(judge(runs, 20)), "accepted");
  }

  @Test
  void whatMovesEveryRunOfTheMachineIsTakenOff() {
    List<Run> runs = suite(i -> i < LAST ? 100 : 85, i -> i < LAST ? WEATHER[i] : 1.05).build(4);
    Comparison comparison = judge(runs, LAST - 1);
    assertEquals(List.of("Decode0"), regressed(comparison));
    assertEquals(0, comparison.counts().get(Verdict.IMPROVED));
    String said =
        comparison.notes().stream()
            .filter(note -> note.contains("as a whole"))
            .findFirst()
            .orElseThrow();
    assertTrue(
        said.matches("the run as a whole takes [3456]\\.\\d % more time .*: taken off before .*"),
        said);
  }

  @Test
  void aSlowdownOfEverythingIsFoundWhereTheMachineIsSteady() {
    Comparison comparison = judge(suite(i -> 100, i -> i < LAST ? 1 : 1.2).build(5), LAST - 1);
    assertEquals(20, regressed(comparison).size());
    assertTrue(comparison.notes().stream().anyMatch(note -> note.endsWith("left in every metric")));
  }

  /** Several metrics of a cell are one witness, not several. */
  @Test
  void aFewCellsAreNoMachine() {
    HistoryRuns few = new HistoryRuns(LAST + 1);
    for (int cell = 0; cell < 7; cell++) {
      few.with("Decode" + cell, "Q4_0", HistoryRuns.RATE, 0.01, i -> i < LAST ? 100 : 80);
    }
    Comparison comparison = judge(few.build(6), LAST - 1);
    assertEquals(7, regressed(comparison).size());
    assertFalse(comparison.notes().stream().anyMatch(note -> note.contains("as a whole")));
  }

  @Test
  void orderAndStrangersOfTheStoreChangeNothing() {
    List<Run> runs = suite(i -> i < LAST ? 100 : 93, i -> 1).build(7);
    List<RunOutline> store = new ArrayList<>(runs.stream().map(RunOutline::of).toList());
    Comparison expected = judge(runs, 12);
    suite(i -> 70, i -> 1).machine("Xeon").build(8).forEach(run -> store.add(RunOutline.of(run)));
    Collections.shuffle(store, new Random(1));
    Comparison shuffled =
        Comparator.compare(
            runs.get(12), runs.get(LAST), Policy.standard(), new StoredRuns(store, List.of()));
    assertEquals(expected.rows(), shuffled.rows());
    assertEquals(expected.notes(), shuffled.notes());
  }

  private static Verdict ofFirstRate(Comparison comparison) {
    return comparison.rows().stream()
        .filter(row -> isFirstRate(row) && row.kind().equals(HistoryRuns.RATE))
        .findFirst()
        .orElseThrow()
        .verdict();
  }

  /** One or two slow nights are no stretch of their own and must not hide in that before. */
  @Test
  void theSecondAndThirdNightOfAChangeAreFoundToo() {
    for (int first = LAST - 4; first <= LAST; first++) {
      int changed = first;
      List<Run> runs = suite(i -> i < changed ? 100 : 90, i -> 1).build(20 + first);
      assertEquals(Verdict.REGRESSED, ofFirstRate(judge(runs, LAST - 6)), "since " + first);
    }
  }

  @Test
  void whatWasJustAcceptedIsNoRegression() {
    List<Run> runs = suite(i -> i < LAST - 1 ? 100 : 90, i -> 1).build(30);
    assertEquals(Verdict.INCONCLUSIVE, ofFirstRate(judge(runs, LAST - 1)));
    List<Run> worse = suite(i -> i < LAST - 1 ? 100 : i < LAST ? 90 : 78, i -> 1).build(31);
    assertEquals(Verdict.REGRESSED, ofFirstRate(judge(worse, LAST - 1)));
    List<Run> settled = suite(i -> i < LAST - 3 ? 100 : 90, i -> 1).build(32);
    assertEquals(Verdict.UNCHANGED, ofFirstRate(judge(settled, LAST - 3)));
  }

  /** Too little to be a regression of each, too much to be the machine's weather. */
  @Test
  void nothingIsProvenUnchangedWhereAllIsSlower() {
    Comparison comparison = judge(suite(i -> 100, i -> i < LAST ? 1 : 1.055).build(33), LAST - 1);
    assertEquals(0, comparison.counts().get(Verdict.UNCHANGED));
    assertTrue(comparison.notes().stream().anyMatch(note -> note.endsWith("left in every metric")));
  }

  @Test
  void aMachineWhoseRunsAreMovedFarProvesNothingUnchanged() {
    List<Run> runs = suite(i -> 100, i -> i < LAST ? WEATHER[i] * WEATHER[i] : 1).build(34);
    assertEquals(0, judge(runs, LAST - 1).counts().get(Verdict.UNCHANGED));
  }

  /** The spread of blocks, few runs to learn from, runs of fewer blocks. */
  @ParameterizedTest
  @CsvSource({"3, 3, 3", "5, 3, 1", "12, 5, 2", "12, 2, 6"})
  void falseAlarmsAreRareWithNoisyBlocks(int earlier, int blocks, int judgedBlocks) {
    int alarms = 0;
    for (int seed = 0; seed < 200; seed++) {
      HistoryRuns like = suite(i -> 100, i -> 1).blockSd(0.03);
      List<Run> runs = like.blocks(blocks).build(1000 + seed);
      Run judged = like.blocks(judgedBlocks).build(9000 + seed).get(LAST);
      List<RunOutline> store =
          runs.subList(LAST - earlier, LAST).stream().map(RunOutline::of).toList();
      Comparison comparison =
          Comparator.compare(
              runs.get(LAST - 1), judged, Policy.standard(), new StoredRuns(store, List.of()));
      assertEquals(earlier, comparison.history().orElseThrow().runs());
      alarms += regressed(comparison).isEmpty() ? 0 : 1;
    }
    assertTrue(alarms <= 18, alarms + " of 200 runs with a false alarm");
  }

  @Test
  void aPolicyThatTurnsAMetricRoundLearnsAsWell() {
    List<Run> runs = suite(i -> i < LAST ? 100 : 112, i -> 1).build(35);
    Selector rates = Selector.any().withMetric(Pattern.compile("decodeTokensPerSecond"));
    PolicyRule turned =
        new PolicyRule(
            rates,
            new Criterion.Relative(0.05, 0, Policy.HOSTED_MACHINES),
            Optional.of(Better.LOWER));
    Policy policy = Policy.standard().withRulesBefore(List.of(turned));
    List<RunOutline> store = runs.stream().map(RunOutline::of).toList();
    Comparison comparison =
        Comparator.compare(
            runs.get(LAST - 1), runs.get(LAST), policy, new StoredRuns(store, List.of()));
    assertEquals(20, comparison.history().orElseThrow().metrics());
    assertEquals(List.of("Decode0"), regressed(comparison));
  }

  /** An old run judged anew, or a file whose date is that of its copy. */
  @Test
  void aBaselineThatIsNewerThanTheRunIsTheMeasureAllTheSame() {
    List<Run> runs = suite(i -> i == 4 ? 88 : 100, i -> 1).build(36);
    List<RunOutline> store = runs.stream().map(RunOutline::of).toList();
    Comparison comparison =
        Comparator.compare(
            runs.get(LAST), runs.get(4), Policy.standard(), new StoredRuns(store, List.of()));
    assertEquals(30, comparison.history().orElseThrow().runs());
    assertEquals(List.of("Decode0"), regressed(comparison));
  }

  /** What a commit is known to have changed is no noise, and the baseline is from before it. */
  @Test
  void levelsAreLearnedOnOneSideOfAKnownChange() {
    List<Run> runs = suite(i -> i < 29 ? 100 : 94, i -> 1).build(10);
    Selector first = Selector.any().withMetric(Pattern.compile("decodeTokensPerSecond"));
    KnownChange known =
        new KnownChange(
            first, LocalDate.parse("2026-01-30"), Optional.empty(), "slower on purpose");
    Policy policy = Policy.standard().withKnownChanges(List.of(known));
    List<RunOutline> store = runs.stream().map(RunOutline::of).toList();
    StoredRuns stored = new StoredRuns(store, List.of());
    Comparison across = Comparator.compare(runs.get(20), runs.get(LAST), policy, stored);
    assertEquals(0, across.exitCode());
    Row row =
        across.rows().stream().filter(LearnedVerdictTest::isFirstRate).findFirst().orElseThrow();
    assertEquals(-0.06, row.effect().orElseThrow().change(), 0.03, "from the level before it");
  }

  private static boolean isFirstRate(Row row) {
    return row.subject().benchmark().orElseThrow().equals("Decode0");
  }

  @Test
  void levelsThatNoMetricHasAreNotSpokenOf() {
    assertEquals(List.of(), new HistoryUse(3, 0, 0, Optional.empty()).notes());
    assertEquals(1, new HistoryUse(3, 1, 2, Optional.empty()).notes().size());
  }

  @Test
  void runsOfAnotherSuiteTeachNothing() {
    List<Run> runs = suite(i -> i < LAST ? 100 : 90, i -> 1).build(1);
    List<RunOutline> store =
        runs.stream().map(RunOutline::of).map(LearnedVerdictTest::ofAnotherSuite).toList();
    Comparison comparison =
        Comparator.compare(
            runs.get(LAST - 1),
            runs.get(LAST),
            Policy.standard(),
            new StoredRuns(store, List.of()));
    assertEquals(Optional.empty(), comparison.history());
  }

  private static RunOutline ofAnotherSuite(RunOutline run) {
    return new RunOutline(
        run.id(),
        run.startedAt(),
        "other",
        run.tool(),
        run.machine(),
        true,
        run.models(),
        false,
        run.cells());
  }

  /** Nothing changed, 300 times over. */
  @Test
  void falseAlarmsAreAsRareAsThePolicySays() {
    int alarms = 0;
    for (int seed = 0; seed < 300; seed++) {
      alarms +=
          regressed(judge(suite(i -> 100, i -> 1).build(100 + seed), LAST - 1)).size() > 0 ? 1 : 0;
    }
    assertTrue(alarms <= 24, alarms + " of 300 runs with a false alarm");
  }

  @Test
  void fewEarlierRunsAreDrawnTowardsEachOther() {
    List<Run> runs = suite(i -> i < LAST ? 100 : 88, i -> 1).build(9);
    List<RunOutline> three =
        IntStream.of(27, 28, 29).mapToObj(i -> RunOutline.of(runs.get(i))).toList();
    Comparison comparison =
        Comparator.compare(
            runs.get(29), runs.get(LAST), Policy.standard(), new StoredRuns(three, List.of()));
    assertEquals(List.of("Decode0"), regressed(comparison));
  }
}
