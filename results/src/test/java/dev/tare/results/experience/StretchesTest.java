package dev.tare.results.experience;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class StretchesTest {
  @Test
  void aStepIsCutWhereItIs() {
    double[] values = noise(1, 20, 0.01);
    for (int i = 12; i < values.length; i++) {
      values[i] += 0.1;
    }
    int[] expected = new int[20];
    Arrays.fill(expected, 12, 20, 12);
    assertArrayEquals(expected, Stretches.starts(values));
  }

  @Test
  void noiseAloneIsNotCut() {
    int cut = 0;
    for (int seed = 0; seed < 200; seed++) {
      cut += Stretches.starts(noise(seed, 40, 0.03))[39] == 0 ? 0 : 1;
    }
    assertEquals(0, cut, 4, "of 200 series");
  }

  @Test
  void fewValuesAreOneStretch() {
    assertArrayEquals(new int[7], Stretches.starts(1, 1, 1, 9, 9, 9, 9));
    assertArrayEquals(new int[0], Stretches.starts());
  }

  @Test
  void whatRepeatsExactlyIsCutAtEveryChangeThatCounts() {
    int[] expected = {0, 0, 0, 0, 4, 4, 4, 4};
    assertArrayEquals(expected, Stretches.starts(5, 5, 5, 5, 5.1, 5.1, 5.1, 5.1));
    double tiny = 5.00005;
    int[] uncut = Stretches.starts(5, 5, 5, 5, tiny, tiny, tiny, tiny);
    assertArrayEquals(new int[8], uncut, "a 200th of a percent");
  }

  /** Every way to cut nine values, by the cost that is stated. */
  @Test
  void noOtherCutsCostLess() {
    for (int seed = 0; seed < 100; seed++) {
      double[] values = noise(seed, 9, 1);
      values[5] += 12;
      values[6] += 12;
      values[7] += 14;
      values[8] += 12;
      int[] starts = Stretches.starts(values);
      double best = Double.POSITIVE_INFINITY;
      for (int cuts = 0; cuts < 1 << 8; cuts++) {
        best = Math.min(best, cost(values, cuts));
      }
      int chosen = 0;
      for (int i = 1; i < 9; i++) {
        chosen |= starts[i] == i ? 1 << (i - 1) : 0;
      }
      assertEquals(best, cost(values, chosen), 1e-9 * best);
    }
  }

  private static double cost(double[] values, int cuts) {
    double[] steps = new double[8];
    for (int i = 0; i < 8; i++) {
      steps[i] = values[i + 1] - values[i];
    }
    double middle = median(steps);
    double mad = median(Arrays.stream(steps).map(step -> Math.abs(step - middle)).toArray());
    double variance = Math.pow(1.4826 * mad, 2) / 2;
    double cost = 0;
    int from = 0;
    for (int to = 1; to <= 9; to++) {
      if (to == 9 || (cuts >> (to - 1) & 1) == 1) {
        if (to - from < 3) {
          return Double.POSITIVE_INFINITY;
        }
        double[] part = Arrays.copyOfRange(values, from, to);
        double mean = Arrays.stream(part).average().orElseThrow();
        double squares = Arrays.stream(part).map(v -> (v - mean) * (v - mean)).sum();
        cost += squares / (2 * variance) + 14;
        from = to;
      }
    }
    return cost;
  }

  private static double median(double... values) {
    double[] sorted = Arrays.stream(values).sorted().toArray();
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }

  private static double[] noise(long seed, int count, double sd) {
    SplittableRandom random = new SplittableRandom(seed);
    return random.ints(count).mapToDouble(i -> sd * random.nextGaussian()).toArray();
  }
}
