package dev.tare.results.stats;

import java.util.Arrays;
import java.util.Comparator;

/**
 * Holm's step-down adjustment of p-values: S. Holm, "A Simple Sequentially Rejective Multiple Test
 * Procedure", Scandinavian Journal of Statistics 6 (1979). The chance of one or more false
 * rejections stays at the level, whatever the dependence between the tests.
 */
public final class Holm {
  private Holm() {}

  /**
   * Adjusts p-values for their number.
   *
   * @param pValues each in the range [0, 1]
   * @return in the same order; reject those not above the level
   */
  public static double[] adjusted(double... pValues) {
    Integer[] order = new Integer[pValues.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingDouble(i -> pValues[i]));
    double[] adjusted = new double[pValues.length];
    double greatest = 0;
    for (int i = 0; i < order.length; i++) {
      greatest = Math.max(greatest, Math.min(1, (order.length - i) * pValues[order[i]]));
      adjusted[order[i]] = greatest;
    }
    return adjusted;
  }
}
