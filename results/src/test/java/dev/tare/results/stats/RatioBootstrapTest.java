package dev.tare.results.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RatioBootstrapTest {
  private static final double TAIL = 0.0131;
  private static final int TRIALS = 50;

  private static double[] values(SplittableRandom random, int size, double mean) {
    double[] values = new double[size];
    Arrays.setAll(values, i -> mean * Math.exp(0.05 * random.nextGaussian()));
    return values;
  }

  private static Interval percentiles(double[] below, double[] above) {
    RatioBootstrap bootstrap = RatioBootstrap.of(Sample.of(below), Sample.of(above), 1);
    double middle = Math.log(bootstrap.quantile(0.5));
    return bootstrap.hull(new Interval(middle, middle), TAIL);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5, 12, 60})
  void theHullIsThatOfTheIntervalAndThePercentiles(int size) {
    SplittableRandom random = new SplittableRandom(size);
    int beyond = 0;
    for (int i = 0; i < TRIALS; i++) {
      double[] below = values(random, size, 100);
      double[] above = values(random, size, 110);
      RatioBootstrap bootstrap = RatioBootstrap.of(Sample.of(below), Sample.of(above), 1);
      double lower = Math.log(bootstrap.quantile(TAIL));
      double upper = Math.log(bootstrap.quantile(1 - TAIL));
      double middle = Math.log(1.1);
      Interval known =
          new Interval(middle - 0.06 * random.nextDouble(), middle + 0.06 * random.nextDouble());
      Interval hull = bootstrap.hull(known, TAIL);
      assertEquals(Math.min(known.lower(), lower), hull.lower());
      assertEquals(Math.max(known.upper(), upper), hull.upper());
      beyond += (lower < known.lower() ? 1 : 0) + (upper > known.upper() ? 1 : 0);
    }
    assertTrue(beyond > TRIALS / 4 && beyond < 2 * TRIALS, "both kinds are tried: " + beyond);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4, 5, 9, 60})
  void swappingTheSidesMirrorsThePercentiles(int size) {
    SplittableRandom random = new SplittableRandom(size);
    for (int i = 0; i < TRIALS; i++) {
      double[] below = values(random, size, 100);
      double[] above = values(random, 1 + random.nextInt(size), 105);
      Interval forth = percentiles(below, above);
      Interval back = percentiles(above, below);
      assertEquals(forth.lower(), -back.upper(), 1e-9);
      assertEquals(forth.upper(), -back.lower(), 1e-9);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 7, 60})
  void theOrderOfTheValuesDoesNotMatter(int size) {
    SplittableRandom random = new SplittableRandom(size);
    double[] below = values(random, size, 100);
    double[] above = values(random, size, 110);
    Interval before = percentiles(below, above);
    for (int i = 0; i < size / 2; i++) {
      double first = below[i];
      below[i] = below[size - 1 - i];
      below[size - 1 - i] = first;
    }
    assertEquals(before, percentiles(below, above));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 7, 8, 49, 50, 51})
  void drawnResamplesTakeEveryValueAlikeAndTheSidesIndependently(int size) {
    double[] places = new double[size];
    Arrays.setAll(places, i -> i - (size - 1) / 2.0);
    double[] one = Draws.of(3).means(places, 0);
    double[] other = Draws.of(3).means(places, 1);
    double sum = 0;
    double square = 0;
    double product = 0;
    for (int i = 0; i < Draws.COUNT; i++) {
      sum += one[i];
      square += one[i] * one[i];
      product += one[i] * other[i];
    }
    // Places from 0 to n - 1 have a variance of (n * n - 1) / 12; the rest is four standard errors.
    double variance = (size * size - 1) / 12.0 / size;
    double error = 4 / Math.sqrt(Draws.COUNT);
    assertEquals(0, sum / Draws.COUNT, error * Math.sqrt(variance));
    assertEquals(variance, square / Draws.COUNT, error * Math.sqrt(2) * variance);
    assertEquals(0, product / Draws.COUNT, error * variance);
  }

  @Test
  void theSameSeedDrawsTheSameWhateverWasDrawnBefore() {
    double[] values = {1, 2, 4, 8, 16};
    double[] first = Draws.of(5).means(values, 0);
    Draws.of(6).means(values, 0);
    Draws.of(5).means(new double[] {1, 2, 3}, 1);
    assertTrue(Arrays.equals(first, Draws.of(5).means(values, 0)));
    assertTrue(!Arrays.equals(first, Draws.of(6).means(values, 0)));
  }

  @Test
  void aTailThatNothingReachesEndsAtTheExtreme() {
    double[] below = {100, 100};
    double[] above = {90, 130};
    RatioBootstrap bootstrap = RatioBootstrap.of(Sample.of(below), Sample.of(above), 1);
    Interval hull = bootstrap.hull(new Interval(0, 0.1), 1e-80);
    assertEquals(Math.log(0.9), hull.lower(), 1e-12);
    assertEquals(Math.log(1.3), hull.upper(), 1e-12);
    Interval wide = new Interval(-800, 800);
    assertEquals(wide, bootstrap.hull(wide, 1e-80));
  }
}
