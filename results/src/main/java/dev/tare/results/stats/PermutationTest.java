package dev.tare.results.stats;

import java.util.OptionalDouble;

/**
 * Exact test of two small samples by the difference of their means: of all ways to deal the values
 * out to the two sides, the share with as large a difference or a larger one. It supposes nothing
 * of the values' distribution, and cannot flatter: three values a side never have a smaller p-value
 * than 1/20. R. A. Fisher, "The Design of Experiments" (1935), section 21.
 */
public final class PermutationTest {
  /** Of both sides together: at most 184,756 ways of dealing out. */
  static final int MOST_VALUES = 20;

  /** Sums that differ by rounding alone are the same. */
  private static final double ROUNDING = 1e-12;

  private final double[] values;
  private final int taken;
  private final double least;
  private long asLarge;
  private long all;

  private PermutationTest(double[] values, int taken, double least) {
    this.values = values;
    this.taken = taken;
    this.least = least;
  }

  /**
   * One-sided p-value of "the sides do not differ" against "the run's values are larger".
   *
   * @param baseline one side
   * @param run the other side
   * @return in the range (0, 1]; empty when there are more than {@value #MOST_VALUES} values
   */
  public static OptionalDouble pLarger(Sample baseline, Sample run) {
    int size = baseline.size() + run.size();
    if (size > MOST_VALUES) {
      return OptionalDouble.empty();
    }
    double[] both = new double[size];
    System.arraycopy(run.values(), 0, both, 0, run.size());
    System.arraycopy(baseline.values(), 0, both, run.size(), baseline.size());
    double sum = run.mean() * run.size();
    double slack =
        ROUNDING
            * size
            * Math.max(Math.abs(run.max()), Math.max(Math.abs(run.min()), Math.abs(sum)));
    PermutationTest test = new PermutationTest(both, run.size(), sum - slack);
    test.deal(0, 0, 0);
    return OptionalDouble.of((double) test.asLarge / test.all);
  }

  /**
   * The smallest p-value that sides of these sizes can have.
   *
   * @param baseline values of one side, 1 or more
   * @param run values of the other, 1 or more
   * @return 1 / C(baseline + run, run)
   */
  public static double least(int baseline, int run) {
    double ways = 1;
    for (int i = 1; i <= run; i++) {
      ways *= (double) (baseline + i) / i;
    }
    return 1 / ways;
  }

  /** With the total fixed, the difference of the means grows with the sum of one side. */
  private void deal(int next, int chosen, double sum) {
    if (chosen == taken) {
      all++;
      if (sum >= least) {
        asLarge++;
      }
      return;
    }
    if (values.length - next < taken - chosen) {
      return;
    }
    deal(next + 1, chosen + 1, sum + values[next]);
    deal(next + 1, chosen, sum);
  }
}
