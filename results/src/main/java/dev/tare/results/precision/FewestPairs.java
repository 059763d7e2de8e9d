package dev.tare.results.precision;

/**
 * How many pairs two arms need before a regression can be told at all. All of n pairs point one way
 * by chance once in 2^n, and by Holm's rule the least of m p-values counts m times; so with fewer
 * than log2(m / level) pairs nothing is ever called a regression, however slow an arm is.
 */
public final class FewestPairs {
  /** Chance that two arms that are the same show one or more regressions. */
  public static final double FALSE_ALARMS = 0.01;

  private FewestPairs() {}

  /**
   * The fewest pairs with which any of so many metrics can be called regressed.
   *
   * @param metrics how many metrics are judged together; 1 is taken for less
   * @return 7 or more
   */
  public static int of(int metrics) {
    return (int) Math.ceil(Math.log(Math.max(1, metrics) / FALSE_ALARMS) / Math.log(2));
  }
}
