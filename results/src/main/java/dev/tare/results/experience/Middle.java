package dev.tare.results.experience;

import java.util.Arrays;

/** The middle of a few values, which single wild ones do not move far. */
final class Middle {
  private static final double TRIMMED = 0.2;
  private static final int FEWEST_TO_TRIM = 3;

  private Middle() {}

  /**
   * Mean without the lowest and the highest fifth, one of each at least; the plain mean of two.
   *
   * @param values at least one
   */
  static double of(double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int off = sorted.length < FEWEST_TO_TRIM ? 0 : Math.max(1, (int) (TRIMMED * sorted.length));
    double sum = 0;
    for (int i = off; i < sorted.length - off; i++) {
      sum += sorted[i];
    }
    return sum / (sorted.length - 2 * off);
  }
}
