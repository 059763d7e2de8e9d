package dev.tare.results.run;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What the run set out to do; enough to go on after an interruption.
 *
 * @param suite the suite's name
 * @param seed seed of the shuffled order
 * @param blocks number of blocks
 * @param settings everything else that the driver needs to go on, in the driver's own form
 */
public record Plan(String suite, long seed, int blocks, JsonNode settings) {
  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException when the suite is blank or blocks is below 1
   */
  public Plan {
    if (suite == null || suite.isBlank()) {
      throw new IllegalArgumentException("a plan needs a suite");
    }
    if (blocks < 1) {
      throw new IllegalArgumentException("blocks must be 1 or more, got " + blocks);
    }
  }
}
