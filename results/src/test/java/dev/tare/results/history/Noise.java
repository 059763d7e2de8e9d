package dev.tare.results.history;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/** Distributions of run-to-run noise with standard deviation 1, where they have one. */
enum Noise {
  NORMAL(SplittableRandom::nextGaussian),
  /** Student's t with 3 degrees of freedom. */
  HEAVY(
      random -> {
        double chi = 0;
        for (int i = 0; i < 3; i++) {
          double z = random.nextGaussian();
          chi += z * z;
        }
        return random.nextGaussian() / Math.sqrt(chi / 3) / Math.sqrt(3);
      }),
  /** One run in twenty is five times as wild. */
  SPIKY(
      random ->
          random.nextGaussian() * (random.nextDouble() < 0.05 ? 5 : 1) / Math.sqrt(1 + 0.05 * 24)),
  /** Only ever slower. */
  SKEWED(random -> -Math.log(1 - random.nextDouble()) - 1),
  /** A machine with two clock speeds. */
  TWO_STATES(random -> (random.nextDouble() < 0.3 ? 1.9 : -0.81) + 0.5 * random.nextGaussian()),
  /** A figure with few digits. */
  COARSE(random -> Math.rint(random.nextGaussian()));

  private final ToDoubleFunction<SplittableRandom> draw;

  Noise(ToDoubleFunction<SplittableRandom> draw) {
    this.draw = draw;
  }

  double next(SplittableRandom random) {
    return draw.applyAsDouble(random);
  }

  double[] series(SplittableRandom random, int n) {
    double[] values = new double[n];
    Arrays.setAll(values, i -> next(random));
    return values;
  }

  /** Each value is φ times the one before plus something new; standard deviation 1. */
  double[] correlated(SplittableRandom random, int n, double correlation) {
    double[] values = series(random, n);
    double fresh = Math.sqrt(1 - correlation * correlation);
    for (int i = 1; i < n; i++) {
      values[i] = correlation * values[i - 1] + fresh * values[i];
    }
    return values;
  }

  /** The same values with another level from a run on. */
  static double[] stepped(double[] values, int from, double size) {
    double[] stepped = values.clone();
    for (int i = from; i < stepped.length; i++) {
      stepped[i] += size;
    }
    return stepped;
  }
}
