package dev.tare.results.quality;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Nights with noise of three levels and nothing else: iterations within forks, forks within nights,
 * nights. The spread between nights differs from benchmark to benchmark, and a machine's nights are
 * moved as a whole.
 *
 * @param name what it is called
 * @param benchmarks number of benchmarks
 * @param iterations standard deviation of an iteration within its fork, relative
 * @param forks standard deviation of a fork within its night, relative
 * @param nights usual standard deviation of a night, relative
 * @param spread standard deviation of the logarithms of benchmarks' standard deviations
 * @param shifts standard deviation of what moves all benchmarks of a night alike, relative
 * @param heavy whether forks and nights have Student's distribution with 4 degrees of freedom in
 *     place of the normal one
 */
record Noise(
    String name,
    int benchmarks,
    double iterations,
    double forks,
    double nights,
    double spread,
    double shifts,
    boolean heavy) {
  private static final int FORKS = 3;
  private static final int ITERATIONS = 5;
  private static final int DEGREES_OF_FREEDOM = 4;

  /** So many nights of one machine. */
  List<Night> series(Random random, int count) {
    double[] scales = new double[benchmarks];
    for (int b = 0; b < benchmarks; b++) {
      scales[b] = Math.exp(spread * random.nextGaussian() - spread * spread / 2);
    }
    List<Night> all = new ArrayList<>();
    LocalDate date = LocalDate.of(2026, 1, 1);
    for (int i = 0; i < count; i++) {
      double shift = shifts * random.nextGaussian();
      Map<String, double[][]> scores = new TreeMap<>();
      for (int b = 0; b < benchmarks; b++) {
        double level = Math.log(1000) + shift + scales[b] * nights * draw(random);
        scores.put("b" + b, night(random, level, scales[b]));
      }
      all.add(new Night(date.plusDays(i).toString(), "c", "m", scores));
    }
    return all;
  }

  private double[][] night(Random random, double level, double scale) {
    double[][] scores = new double[FORKS][ITERATIONS];
    for (double[] fork : scores) {
      double middle = level + scale * forks * draw(random);
      for (int i = 0; i < ITERATIONS; i++) {
        fork[i] = Math.exp(middle + iterations * random.nextGaussian());
      }
    }
    return scores;
  }

  /** Mean 0 and standard deviation 1. */
  private double draw(Random random) {
    if (!heavy) {
      return random.nextGaussian();
    }
    double squares = 0;
    for (int i = 0; i < DEGREES_OF_FREEDOM; i++) {
      double normal = random.nextGaussian();
      squares += normal * normal;
    }
    double t = random.nextGaussian() / Math.sqrt(squares / DEGREES_OF_FREEDOM);
    return t / Math.sqrt(DEGREES_OF_FREEDOM / (DEGREES_OF_FREEDOM - 2.0));
  }
}
