package dev.tare.results.run;

/**
 * The warm-up of a fork that repeats the measured operation until its times are steady.
 *
 * @param end how it ended
 * @param operations how often the operation ran, 0 or more; the very first run in the fork, which
 *     meets cold memory, is not counted
 * @param wallTimeNs how long that took, ns
 */
public record Warmup(WarmupEnd end, int operations, long wallTimeNs) {
  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException when the end is missing or a number is negative
   */
  public Warmup {
    if (end == null || operations < 0 || wallTimeNs < 0) {
      throw new IllegalArgumentException(
          "warmup: needs an end, and numbers of 0 or more, got "
              + end
              + ", "
              + operations
              + ", "
              + wallTimeNs);
    }
  }
}
