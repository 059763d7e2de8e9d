package dev.tare.results.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tare.results.history.LevelChange.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LevelHistoryTest {
  private static List<LevelChange> changes(double... values) {
    return LevelHistory.changes(values, List.of(), 0);
  }

  @Test
  void aStepHasItsSizeItsLevelsAndAnInterval() {
    double[] values = Noise.NORMAL.series(new SplittableRandom(1), 120);
    LevelChange step = changes(Noise.stepped(values, 70, 4)).get(0);
    assertEquals(Kind.STEP, step.kind());
    assertEquals(70, step.from());
    assertEquals(70, step.to());
    assertEquals(4, step.size(), 0.5);
    assertEquals(0, step.before(), 0.4);
    assertEquals(4, step.after(), 0.4);
    assertTrue(step.interval().lower() > 3 && step.interval().upper() < 5, step + "");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.3})
  void ninetyfivePercentIntervalsHoldTheStepsThatAreFound(double correlation) {
    SplittableRandom random = new SplittableRandom(2);
    int found = 0;
    int covered = 0;
    for (int i = 0; i < 600; i++) {
      double[] values = Noise.HEAVY.correlated(random, 120, correlation);
      values = Noise.stepped(values, 60, 2.5);
      for (LevelChange change : LevelHistory.changes(values, List.of(), correlation)) {
        if (Math.abs(change.from() - 60) <= 5) {
          found++;
          boolean holds = change.interval().lower() <= 2.5 && change.interval().upper() >= 2.5;
          covered += holds ? 1 : 0;
        }
      }
    }
    assertTrue(found > 500, found + " found");
    double share = covered / (double) found;
    assertTrue(share >= 0.91 && share <= 0.985, "coverage " + share);
  }

  @Test
  void aDriftIsOneDriftAndNotDozensOfSteps() {
    int changes = 0;
    int drifts = 0;
    for (int seed = 0; seed < 50; seed++) {
      double[] values = Noise.HEAVY.series(new SplittableRandom(seed), 400);
      for (int i = 100; i < 400; i++) {
        values[i] += 8 * Math.min(1, (i - 100) / 200.0);
      }
      List<LevelChange> found = changes(values);
      changes += found.size();
      drifts += (int) found.stream().filter(each -> each.kind() == Kind.DRIFT).count();
    }
    assertTrue(drifts >= 45, drifts + " drifts in 50 series");
    assertTrue(changes <= 65, changes + " changes in 50 series");
  }

  @Test
  void aDriftTellsItsBeginningEndAndSize() {
    double[] values = Noise.NORMAL.series(new SplittableRandom(3), 400);
    for (int i = 100; i < 400; i++) {
      values[i] += 8 * Math.min(1, (i - 100) / 200.0);
    }
    LevelChange drift = changes(values).get(0);
    assertEquals(Kind.DRIFT, drift.kind());
    assertEquals(100, drift.from(), 40);
    assertEquals(300, drift.to(), 40);
    assertEquals(8, drift.size(), 0.5);
    assertTrue(drift.interval().lower() < 8 && drift.interval().upper() > 8, drift + "");
    assertTrue(drift.knownAt() > 100 && drift.knownAt() < 220, drift + "");
  }

  @Test
  void stepsAreHardlyEverTakenForDrifts() {
    int drifts = 0;
    for (int seed = 0; seed < 300; seed++) {
      double[] values = Noise.HEAVY.series(new SplittableRandom(seed), 120);
      drifts +=
          (int)
              changes(Noise.stepped(values, 60, 2.1)).stream()
                  .filter(each -> each.kind() == Kind.DRIFT)
                  .count();
    }
    assertTrue(drifts <= 15, drifts + " of 300");
  }

  @Test
  void whatIsKnownBeforehandCutsTheSeriesAndHasItsSize() {
    double[] values = Noise.NORMAL.series(new SplittableRandom(5), 150);
    values = Noise.stepped(Noise.stepped(values, 50, 9), 100, -5);
    List<LevelChange> found = LevelHistory.changes(values, List.of(50), 0);
    assertEquals(List.of(Kind.CUT, Kind.STEP), found.stream().map(LevelChange::kind).toList());
    assertEquals(List.of(50, 100), found.stream().map(LevelChange::from).toList());
    assertEquals(9, found.get(0).size(), 0.6);
    assertEquals(-5, found.get(1).size(), 0.6);
    assertTrue(found.get(1).knownAt() > 100 && found.get(1).knownAt() < 106);
  }

  @Test
  void aCutRightAfterAStepHidesIt() {
    double[] values = Noise.stepped(Noise.NORMAL.series(new SplittableRandom(5), 150), 50, 9);
    List<LevelChange> found = LevelHistory.changes(values, List.of(51), 0);
    assertEquals(List.of(Kind.CUT), found.stream().map(LevelChange::kind).toList());
  }

  @Test
  void cutsThatLeaveAPartEmptyCountForNothing() {
    assertEquals(List.of(), LevelHistory.changes(new double[30], List.of(-1, 0, 30, 99), 0));
    assertEquals(1, LevelHistory.changes(new double[30], List.of(1), 0).size());
    assertEquals(List.of(), LevelHistory.changes(new double[0], List.of(0, 1), 0));
  }

  @Test
  void oddArgumentsAreRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> LevelHistory.changes(new double[] {1, Double.NaN}, List.of(), 0));
    assertThrows(
        IllegalArgumentException.class, () -> LevelHistory.changes(new double[5], List.of(), 1));
  }

  @Test
  void analysisIsTheSameWhetherASeriesIsScaledOrMoved() {
    double[] values = Noise.stepped(Noise.HEAVY.series(new SplittableRandom(7), 200), 90, 3);
    List<LevelChange> plain = LevelHistory.changes(values, List.of(), 0.2);
    double[] other = Arrays.stream(values).map(v -> 10 * v + 1000).toArray();
    List<LevelChange> moved = LevelHistory.changes(other, List.of(), 0.2);
    List<Integer> places = new ArrayList<>();
    moved.forEach(change -> places.add(change.from()));
    assertEquals(plain.stream().map(LevelChange::from).toList(), places);
    assertEquals(10 * plain.get(0).size(), moved.get(0).size(), 1e-6);
  }
}
