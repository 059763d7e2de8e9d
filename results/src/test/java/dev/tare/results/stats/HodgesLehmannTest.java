package dev.tare.results.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class HodgesLehmannTest {
  private static final double[] A = {100, 103, 98, 101, 99, 102, 97, 100.5, 104, 96};
  private static final double[] B = {111, 108, 115, 109, 110.5, 107, 112, 113};

  @Test
  void estimateAndIntervalAreThoseOfTheRankSumTestInverted() {
    // SciPy: d = np.sort(np.subtract.outer(b, a).ravel()); np.median(d)
    // The interval of R's wilcox.test(b, a, conf.int = TRUE): d[k-1], d[-k] with k = qwilcox(.025,
    // 8, 10) = 18, the least k with P(U < k) <= .025 < P(U <= k).
    HodgesLehmann shift = HodgesLehmann.shift(A, B, 0.95, 1);
    double[] d = differences(A, B);
    assertEquals((d[39] + d[40]) / 2, shift.estimate(), 1e-12);
    assertEquals(d[17], shift.interval().lower(), 1e-12);
    assertEquals(d[62], shift.interval().upper(), 1e-12);
  }

  private static double[] differences(double[] from, double[] to) {
    return Arrays.stream(to).flatMap(t -> Arrays.stream(from).map(f -> t - f)).sorted().toArray();
  }

  @Test
  void oneWildValueHardlyMovesTheEstimate() {
    double[] wild = A.clone();
    wild[3] = 1e6;
    double moved =
        HodgesLehmann.shift(wild, B, 0.95, 1).estimate()
            - HodgesLehmann.shift(A, B, 0.95, 1).estimate();
    assertEquals(0, moved, 1);
  }

  @Test
  void swappingTheSamplesMirrorsTheShift() {
    HodgesLehmann forth = HodgesLehmann.shift(A, B, 0.95, 1.4);
    HodgesLehmann back = HodgesLehmann.shift(B, A, 0.95, 1.4);
    assertEquals(-forth.estimate(), back.estimate(), 1e-12);
    assertEquals(-forth.interval().lower(), back.interval().upper(), 1e-12);
  }

  @Test
  void tooFewValuesGiveTheWidestInterval() {
    HodgesLehmann shift = HodgesLehmann.shift(new double[] {1, 2}, new double[] {5, 7}, 0.95, 1);
    assertEquals(new Interval(3, 6), shift.interval());
    assertEquals(4.5, shift.estimate());
  }

  @Test
  void alikenessOfNeighboursWidensTheInterval() {
    Interval alone = HodgesLehmann.shift(A, B, 0.95, 1).interval();
    Interval alike = HodgesLehmann.shift(A, B, 0.95, 2).interval();
    assertTrue(alike.lower() < alone.lower() && alike.upper() > alone.upper());
  }

  @Test
  void ninetyfivePercentIntervalsCoverTheShiftUnderHeavyTails() {
    SplittableRandom random = new SplittableRandom(1);
    int covered = 0;
    for (int i = 0; i < 2_000; i++) {
      Interval interval =
          HodgesLehmann.shift(heavy(random, 12, 0), heavy(random, 15, 1), 0.95, 1).interval();
      covered += interval.lower() <= 1 && interval.upper() >= 1 ? 1 : 0;
    }
    assertTrue(covered >= 1_880 && covered <= 1_950, covered + " of 2000");
  }

  /** Student's t with two degrees of freedom: its variance is infinite. */
  private static double[] heavy(SplittableRandom random, int n, double middle) {
    double[] values = new double[n];
    Arrays.setAll(
        values,
        i -> {
          double u = 2 * random.nextDouble() - 1;
          return middle + u * Math.sqrt(2 / (1 - u * u));
        });
    return values;
  }

  @Test
  void emptySamplesAndOddArgumentsAreRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> HodgesLehmann.shift(new double[0], B, 0.95, 1));
    assertThrows(IllegalArgumentException.class, () -> HodgesLehmann.shift(A, B, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> HodgesLehmann.shift(A, B, 0.95, 0.9));
  }
}
