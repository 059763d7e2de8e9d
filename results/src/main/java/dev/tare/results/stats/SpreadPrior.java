package dev.tare.results.stats;

/**
 * What is held to be known of the spread between runs before any run was compared: two runs of the
 * same thing differ by more than their blocks show.
 *
 * @param sd standard deviation of one run about the long-term mean, relative (0.047 is 4.7 %), 0 or
 *     more
 * @param degreesOfFreedom how well that is known; above 0
 */
public record SpreadPrior(double sd, double degreesOfFreedom) {
  /** No spread between runs. */
  public static final SpreadPrior NONE = new SpreadPrior(0, 1);

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException when one is out of its range or not finite
   */
  public SpreadPrior {
    if (!(sd >= 0) || !Double.isFinite(sd) || !(degreesOfFreedom > 0)) {
      throw new IllegalArgumentException("spread " + sd + ", df " + degreesOfFreedom);
    }
  }
}
