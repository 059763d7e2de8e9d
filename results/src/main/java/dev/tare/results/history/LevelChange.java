package dev.tare.results.history;

import dev.tare.results.stats.Interval;

/**
 * A change of a series' level.
 *
 * @param kind what kind of change
 * @param from index of the first run at the new level; of a drift, of the first run that drifts
 * @param to of a drift, index of the last run that drifts; else {@code from}
 * @param knownAt index of the run with which it could first have been found, not below {@code from}
 * @param before the level before: the median of the runs since the change before
 * @param after the level after, likewise
 * @param size how far the runs after lie above those before; not quite the difference of the levels
 * @param interval 95 % interval of the size
 */
public record LevelChange(
    Kind kind,
    int from,
    int to,
    int knownAt,
    double before,
    double after,
    double size,
    Interval interval) {
  /** What kinds of change there are. */
  public enum Kind {
    /** From one run to the next. */
    STEP,
    /** Little by little. */
    DRIFT,
    /** At a place that was named beforehand, whether or not there is a step. */
    CUT
  }

  /**
   * Checks the order.
   *
   * @throws IllegalArgumentException when the indexes are not in order or a number is NaN
   */
  public LevelChange {
    if (from < 0 || to < from || knownAt < from) {
      throw new IllegalArgumentException("change from " + from + " to " + to + " at " + knownAt);
    }
    if (kind == null || interval == null || Double.isNaN(size + before + after)) {
      throw new IllegalArgumentException("a change needs a kind, levels, a size and an interval");
    }
  }

  LevelChange shifted(int by) {
    return new LevelChange(kind, from + by, to + by, knownAt + by, before, after, size, interval);
  }
}
