package dev.tare.results.run;

import java.util.List;

/**
 * When all limits of the machine were measured, and what else it did meanwhile. What others do can
 * only make it look slower than it is.
 *
 * @param block the block after which it was, from 0
 * @param disturbances what disturbed it, a line each; empty when nothing did
 */
public record LimitSurvey(int block, List<String> disturbances) {
  /**
   * Copies and checks.
   *
   * @throws IllegalArgumentException when the block is negative or a disturbance blank
   */
  public LimitSurvey {
    if (block < 0) {
      throw new IllegalArgumentException("survey: block must be 0 or more, got " + block);
    }
    disturbances = List.copyOf(disturbances);
    if (disturbances.stream().anyMatch(String::isBlank)) {
      throw new IllegalArgumentException("survey: a disturbance must be said");
    }
  }

  /** Whether other work ran beside it. */
  public boolean disturbed() {
    return !disturbances.isEmpty();
  }
}
