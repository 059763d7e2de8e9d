package dev.tare.results.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tare.results.history.StepSearch.Step;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class StepSearchTest {
  private static final StepSearch SEARCH = StepSearch.standard();

  private static List<Integer> indexes(double... values) {
    return SEARCH.steps(values).stream().map(Step::index).toList();
  }

  @Test
  void aClearStepIsFoundWhereItIs() {
    double[] values = Noise.NORMAL.series(new SplittableRandom(1), 100);
    assertEquals(List.of(60), indexes(Noise.stepped(values, 60, 6)));
    assertEquals(List.of(60), indexes(Noise.stepped(values, 60, -6)));
  }

  @Test
  void severalStepsAreFoundEachWhereItIs() {
    double[] values = Noise.NORMAL.series(new SplittableRandom(2), 200);
    values = Noise.stepped(Noise.stepped(values, 50, 6), 62, -6);
    assertEquals(List.of(50, 62, 140), indexes(Noise.stepped(values, 140, 5)));
  }

  @Test
  void aStepBetweenConstantLevelsIsFound() {
    double[] values = new double[40];
    Arrays.fill(values, 25, 40, 1e-9);
    assertEquals(List.of(25), indexes(values));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void oneOrTwoWildRunsAreNoStepHoweverWild(int wild) {
    int near = 0;
    for (int seed = 0; seed < 50; seed++) {
      double[] values = Noise.NORMAL.series(new SplittableRandom(seed), 300);
      for (int i = 0; i < wild; i++) {
        values[150 + i] = 1e9;
        values[299 - i] = 1e9;
      }
      List<Integer> found = indexes(values);
      near += found.stream().anyMatch(i -> Math.abs(i - 150) < 4 || i > 290) ? 1 : 0;
    }
    // With two, five ordinary runs beside them may by chance complete a step.
    assertTrue(near < wild, near + " of 50");
  }

  @Test
  void aRunOfEqualValuesWithRareOthersIsNoStep() {
    double[] values = new double[200];
    values[60] = 1;
    values[61] = 1;
    values[130] = 5;
    assertEquals(List.of(), indexes(values));
    assertEquals(List.of(), indexes(new double[100]));
  }

  @Test
  void noiseThatGrowsIsSeldomTakenForAStep() {
    int found = 0;
    for (int seed = 0; seed < 500; seed++) {
      double[] values = Noise.NORMAL.series(new SplittableRandom(seed), 100);
      for (int i = 80; i < 100; i++) {
        values[i] *= 10;
      }
      found += indexes(values).size();
    }
    // 0.16 in a hundred runs; without the second test of each step it would be 0.3.
    assertTrue(found <= 110, found + " steps in 500 series");
  }

  @Test
  void shortSeriesHaveNoStepsAndTwentyRunsCan() {
    double[] values = new double[20];
    Arrays.fill(values, 10, 20, 1);
    assertEquals(List.of(), indexes(Arrays.copyOf(values, 19)));
    assertEquals(List.of(10), indexes(values));
    assertEquals(List.of(), indexes());
    assertEquals(List.of(), indexes(3));
  }

  @Test
  void aStepIsFoundAsSoonAsThreeRunsAfterEightyFourAfterFortyOrFiveAfterFifteen() {
    double[] values = Noise.NORMAL.series(new SplittableRandom(3), 200);
    assertEquals(new Step(120, 122), SEARCH.steps(Noise.stepped(values, 120, 20)).get(0));
    assertEquals(new Step(82, 84), SEARCH.steps(Noise.stepped(values, 82, 20)).get(0));
    double[] few = Arrays.copyOf(values, 20);
    assertEquals(List.of(new Step(15, 19)), SEARCH.steps(Noise.stepped(few, 15, 20)));
    assertEquals(List.of(), SEARCH.steps(Noise.stepped(few, 16, 20)));
    Step early = SEARCH.steps(Noise.stepped(values, 53, 20)).get(0);
    assertEquals(53, early.index());
    assertTrue(early.knownAt() <= 56, early + "");
  }

  @Test
  void whenAStepCouldBeKnownIsTheFirstPrefixThatShowsIt() {
    int agree = 0;
    int steps = 0;
    for (int seed = 0; seed < 40; seed++) {
      double[] values = Noise.HEAVY.series(new SplittableRandom(seed), 150);
      values = Noise.stepped(values, 70, 2.1);
      List<Step> found = SEARCH.steps(values);
      if (!found.isEmpty()) {
        Step step = found.get(0);
        steps++;
        agree += Math.abs(firstPrefix(values, step.index()) - step.knownAt()) <= 1 ? 1 : 0;
      }
    }
    assertTrue(steps >= 36, steps + " found");
    assertTrue(agree >= 0.9 * steps, agree + " of " + steps);
  }

  private static int firstPrefix(double[] values, int step) {
    for (int n = step + 1; n <= values.length; n++) {
      if (indexes(Arrays.copyOf(values, n)).stream().anyMatch(i -> Math.abs(i - step) <= 6)) {
        return n - 1;
      }
    }
    return values.length;
  }

  @Test
  void moreRunsDoNotTakeAWindowBack() {
    double[] values = Noise.stepped(Noise.HEAVY.series(new SplittableRandom(9), 260), 90, 1.2);
    int before = 0;
    for (int n = 20; n <= values.length; n += 8) {
      int[] ranks = RankedSegments.of(Arrays.copyOf(values, n)).ranks();
      Candidates found = new Candidates();
      for (ScanLength length : ScanLength.all(1e-3)) {
        if (length.size() <= n) {
          new RankScan(ranks).slide(length, found);
        }
      }
      assertTrue(found.size() >= before, n + " runs: " + found.size() + " after " + before);
      before = found.size();
    }
    assertTrue(before > 0);
  }

  @ParameterizedTest
  @EnumSource(Noise.class)
  void whereNothingChangesThereAreNoMoreStepsThanStated(Noise noise) {
    SplittableRandom random = new SplittableRandom(11);
    int series = 1_000;
    int runs = 150;
    int found = 0;
    for (int i = 0; i < series; i++) {
      found += indexes(noise.series(random, runs)).size();
    }
    double expected = StepSearch.FALSE_STEPS_PER_RUN * series * runs;
    // Three standard deviations of a count above what is stated.
    assertTrue(found <= expected + 3 * Math.sqrt(expected), found + " of " + expected);
  }

  @Test
  void anyIncreasingFunctionOfTheValuesHasTheSameSteps() {
    double[] values = Noise.stepped(Noise.NORMAL.series(new SplittableRandom(4), 150), 70, 2);
    double[] other = Arrays.stream(values).map(v -> Math.exp(3 * v) - 7).toArray();
    List<Integer> plain = indexes(values);
    assertEquals(1, plain.size());
    assertEquals(1, indexes(other).size());
    assertEquals((double) plain.get(0), indexes(other).get(0), 2);
  }

  @Test
  void theRunBeforeAStepIsNotDrawnAcrossForBeingTheNearestToIt() {
    double[] values = Noise.NORMAL.series(new SplittableRandom(4), 80);
    values = Noise.stepped(values, 50, -40);
    values[49] = -4;
    assertEquals(List.of(50), indexes(values));
  }

  @Test
  void mirroringTheValuesMirrorsNothingButTheirSign() {
    double[] values = Noise.stepped(Noise.NORMAL.series(new SplittableRandom(4), 150), 70, 2);
    assertEquals(SEARCH.steps(values), SEARCH.steps(Arrays.stream(values).map(v -> -v).toArray()));
  }
}
