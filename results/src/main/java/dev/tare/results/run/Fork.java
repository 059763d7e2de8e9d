package dev.tare.results.run;

import java.util.Optional;

/**
 * One fork of one cell: whether it ran, and what became of it.
 *
 * @param block index of the block, from 0
 * @param order position of the fork in the shuffled block, from 0
 * @param wallTimeNs from the start of the fork to its end, ns
 * @param failure why it has no samples; empty when it succeeded
 */
public record Fork(int block, int order, long wallTimeNs, Optional<Failure> failure) {
  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException when a number is negative
   */
  public Fork {
    if (block < 0 || order < 0 || wallTimeNs < 0) {
      throw new IllegalArgumentException(
          "fork: block, order and wall time must be 0 or more, got "
              + block
              + ", "
              + order
              + ", "
              + wallTimeNs);
    }
    failure = failure == null ? Optional.empty() : failure;
  }
}
