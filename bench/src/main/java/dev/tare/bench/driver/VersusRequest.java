package dev.tare.bench.driver;

import dev.tare.bench.plan.PlanException;
import dev.tare.bench.plan.VersusSpec;

/**
 * Two things that a person asked to compare.
 *
 * @param spec the arms, with absolute paths, as {@link VersusSpec#text()} writes them
 * @param tolerance relative change that does not matter, in the range (0, 1)
 */
public record VersusRequest(String spec, double tolerance) {
  /**
   * Small against the 3 % that ten minutes are to find: a larger one would cost power, and a
   * smaller one would let ever smaller changes be called regressions the longer one measures.
   */
  public static final double USUAL_TOLERANCE = 0.005;

  /**
   * Reads the arms.
   *
   * @throws PlanException when the files they name are gone
   */
  public VersusSpec arms() {
    return VersusSpec.parse(spec);
  }
}
