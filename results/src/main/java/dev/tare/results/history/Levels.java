package dev.tare.results.history;

import dev.tare.results.stats.HodgesLehmann;
import java.util.Arrays;
import java.util.Optional;

/** A stretch of a series cut into segments of one level each. */
final class Levels {
  static final double CONFIDENCE = 0.95;

  /** Sizes are told from the nearest runs: more would cost time and tell of older days. */
  private static final int NEAREST = 100;

  private final double[] values;
  private final double correlation;
  private final int[] bounds;

  /**
   * Cuts a stretch.
   *
   * @param values the stretch, finite
   * @param correlation of neighbouring values, in the range [0, 1)
   * @param cuts index of the first run of each segment but the first, ascending, from 1 to the
   *     number of values − 1
   */
  Levels(double[] values, double correlation, int... cuts) {
    this.values = values;
    this.correlation = correlation;
    this.bounds = new int[cuts.length + 2];
    System.arraycopy(cuts, 0, bounds, 1, cuts.length);
    bounds[bounds.length - 1] = values.length;
  }

  /**
   * The change between a segment and the next.
   *
   * @param segment from 0
   * @param kind step or cut
   * @param knownAt index of the run with which it could first have been found
   */
  LevelChange change(int segment, LevelChange.Kind kind, int knownAt) {
    int split = bounds[segment + 1];
    int from = Math.max(bounds[segment], split - NEAREST);
    int to = Math.min(bounds[segment + 2], split + NEAREST);
    HodgesLehmann shift =
        HodgesLehmann.shift(
            Arrays.copyOfRange(values, from, split),
            Arrays.copyOfRange(values, split, to),
            CONFIDENCE,
            Correlation.inflation(correlation));
    double before = Ramp.median(values, bounds[segment], split);
    double after = Ramp.median(values, split, bounds[segment + 2]);
    return new LevelChange(
        kind, split, split, knownAt, before, after, shift.estimate(), shift.interval());
  }

  /**
   * The drift that tells some segments better than the steps between them.
   *
   * @param first the first segment
   * @param last the last one, a later one
   * @param knownAt index of the run with which the first of the steps could have been found
   */
  Optional<LevelChange> drift(int first, int last, int knownAt) {
    int start = bounds[first];
    double[] stretch = Arrays.copyOfRange(values, start, bounds[last + 1]);
    int[] parts = Arrays.copyOfRange(bounds, first, last + 2);
    Arrays.setAll(parts, i -> parts[i] - start);
    return Ramp.betterThanSteps(stretch, parts, correlation)
        .map(
            ramp ->
                new LevelChange(
                    LevelChange.Kind.DRIFT,
                    start + ramp.from(),
                    start + ramp.to(),
                    Math.max(knownAt, start + ramp.from()),
                    ramp.before(),
                    ramp.after(),
                    ramp.after() - ramp.before(),
                    ramp.interval()));
  }
}
