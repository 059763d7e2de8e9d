package dev.tare.results.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CorrelationTest {
  @ParameterizedTest
  @CsvSource({"NORMAL, 0.3", "NORMAL, 0.6", "HEAVY, 0", "SPIKY, 0", "SKEWED, 0", "NORMAL, -0.2"})
  void itIsEstimatedFromLongSeries(Noise noise, double truth) {
    double[] values = noise.correlated(new SplittableRandom(1), 20_000, truth);
    assertEquals(truth, Correlation.alone(values).orElseThrow(), 0.05);
  }

  /** With a few wild runs, few of which come twice, it looks like more: the careful side. */
  @Test
  void ofHeavyTailsItIsNotTakenForLess() {
    double[] values = Noise.HEAVY.correlated(new SplittableRandom(1), 20_000, 0.3);
    assertEquals(0.34, Correlation.alone(values).orElseThrow(), 0.05);
  }

  @Test
  void aFewStepsHardlyMatter() {
    double sum = 0;
    for (int seed = 0; seed < 200; seed++) {
      double[] values = Noise.NORMAL.series(new SplittableRandom(seed), 150);
      sum += Correlation.alone(Noise.stepped(Noise.stepped(values, 50, 5), 90, -9)).orElseThrow();
    }
    assertEquals(0.05, sum / 200, 0.07);
  }

  @Test
  void itsSpreadIsWhatIsTakenForGranted() {
    double squares = 0;
    for (int seed = 0; seed < 2_000; seed++) {
      double alone =
          Correlation.alone(Noise.NORMAL.series(new SplittableRandom(seed), 100)).orElseThrow();
      squares += alone * alone;
    }
    assertEquals(2.5, 100 * squares / 2_000, 0.6);
  }

  @Test
  void aSeriesThatDoesNotVaryHasNoneAndAShortOneTellsNone() {
    assertEquals(0, Correlation.alone(new double[50]).orElseThrow());
    assertTrue(Correlation.alone(new double[19]).isEmpty());
    assertEquals(List.of(0.0), boxed(Correlation.together(List.of(new double[19]))));
  }

  private static List<Double> boxed(double... values) {
    return Arrays.stream(values).boxed().toList();
  }

  @Test
  void seriesOfOneMachineTellItTogether() {
    SplittableRandom random = new SplittableRandom(3);
    List<double[]> series = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      series.add(Noise.NORMAL.correlated(random, 60, 0.4));
    }
    double[] together = Correlation.together(series);
    for (double each : together) {
      assertEquals(0.4, each, 0.2);
    }
    assertEquals(0.4, Arrays.stream(together).average().orElseThrow(), 0.06);
  }

  @Test
  void withoutCorrelationItIsNearlyNothing() {
    SplittableRandom random = new SplittableRandom(3);
    List<double[]> series = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      series.add(Noise.HEAVY.series(random, 60));
    }
    double mean = Arrays.stream(Correlation.together(series)).average().orElseThrow();
    assertTrue(mean < 0.08, "mean " + mean);
  }

  @ParameterizedTest
  @EnumSource(
      value = Noise.class,
      names = {"NORMAL", "HEAVY"})
  void correlatedRunsMakeNoMoreFalseStepsThanStated(Noise noise) {
    SplittableRandom random = new SplittableRandom(21);
    int found = 0;
    int values = 0;
    for (int machine = 0; machine < 30; machine++) {
      List<double[]> series = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        series.add(noise.correlated(random, 200, 0.35));
      }
      double[] correlations = Correlation.together(series);
      for (int i = 0; i < 20; i++) {
        found += LevelHistory.changes(series.get(i), List.of(), correlations[i]).size();
        values += 200;
      }
    }
    assertTrue(found <= 5e-4 * values, found + " in " + values);
  }

  @Test
  void aRandomWalkIsToldInFewChanges() {
    int found = 0;
    for (int seed = 0; seed < 20; seed++) {
      double[] walk = Noise.NORMAL.series(new SplittableRandom(seed), 200);
      for (int i = 1; i < walk.length; i++) {
        walk[i] += walk[i - 1];
      }
      double[] correlation = Correlation.together(List.of(walk));
      found += LevelHistory.changes(walk, List.of(), correlation[0]).size();
    }
    assertTrue(found <= 80, found + " changes in 20 random walks of 200 runs");
  }

  @Test
  void whatIsNewKeepsTheStepsPlace() {
    double[] fresh = Correlation.removed(new double[] {1, 1, 1, 5, 5}, 0.5);
    assertEquals(List.of(0.5, 0.5, 0.5, 4.5, 2.5), boxed(fresh));
  }
}
