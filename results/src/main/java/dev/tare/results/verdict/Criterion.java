package dev.tare.results.verdict;

import dev.tare.results.stats.SpreadPrior;

/** How two sides of one metric are compared. */
public sealed interface Criterion {
  /**
   * By the ratio of their means.
   *
   * @param tolerance relative change that does not matter, above 0; 0.05 stands for a factor
   *     between 1/1.05 and 1.05
   * @param floor absolute change that never matters, in the metric's unit, 0 or more
   * @param betweenRuns spread between runs that the blocks of one run cannot show
   */
  record Relative(double tolerance, double floor, SpreadPrior betweenRuns) implements Criterion {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException when one is out of its range
     */
    public Relative {
      if (!(tolerance > 0) || !(floor >= 0) || betweenRuns == null) {
        throw new IllegalArgumentException("tolerance " + tolerance + ", floor " + floor);
      }
    }

    /**
     * What does not matter of the logarithm of a ratio.
     *
     * @param middle mean of both sides, in the metric's unit, above 0
     * @return above 0
     */
    public double ofLogRatio(double middle) {
      return Math.log1p(Math.max(tolerance, floor / middle));
    }

    /**
     * What does not matter of a difference, where a ratio means nothing.
     *
     * @param middle mean magnitude of both sides, in the metric's unit, 0 or more
     * @return in the metric's unit, above 0
     */
    public double ofDifference(double middle) {
      return Math.max(Math.max(tolerance * middle, floor), Double.MIN_NORMAL);
    }
  }

  /**
   * By the difference of their means.
   *
   * @param tolerance difference that does not matter, in the metric's unit, above 0
   */
  record Absolute(double tolerance) implements Criterion {
    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException when it is not above 0
     */
    public Absolute {
      if (!(tolerance > 0)) {
        throw new IllegalArgumentException("tolerance " + tolerance);
      }
    }
  }

  /** Any difference counts. */
  record Equality() implements Criterion {}

  /** Recorded, but never judged. */
  record Informational() implements Criterion {}
}
