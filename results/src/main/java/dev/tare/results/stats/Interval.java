package dev.tare.results.stats;

/**
 * A closed interval.
 *
 * @param lower lower bound
 * @param upper upper bound, not below {@code lower}
 */
public record Interval(double lower, double upper) {
  /**
   * Checks the order.
   *
   * @throws IllegalArgumentException when a bound is NaN or the bounds are reversed
   */
  public Interval {
    if (!(lower <= upper)) {
      throw new IllegalArgumentException("not an interval: [" + lower + ", " + upper + "]");
    }
  }

  /** The smallest interval that holds this one and the other. */
  public Interval hull(Interval other) {
    return new Interval(Math.min(lower, other.lower), Math.max(upper, other.upper));
  }

  /** Whether every value of this interval lies in {@code [-bound, bound]}. */
  public boolean within(double bound) {
    return lower >= -bound && upper <= bound;
  }
}
