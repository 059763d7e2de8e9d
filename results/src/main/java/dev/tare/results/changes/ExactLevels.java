package dev.tare.results.changes;

import dev.tare.results.history.LevelChange;
import dev.tare.results.stats.Interval;
import java.util.ArrayList;
import java.util.List;

/**
 * The steps of a metric that is the same in each measurement of the same thing: any two runs in a
 * row with one value are a level. A value that one run alone has is passed over, as a spike is.
 */
final class ExactLevels {
  private ExactLevels() {}

  /**
   * The steps.
   *
   * @param values by time
   */
  static List<LevelChange> changes(double... values) {
    List<LevelChange> changes = new ArrayList<>();
    boolean known = false;
    double level = 0;
    for (int i = 0; i + 1 < values.length; i++) {
      boolean isLevel = values[i] == values[i + 1];
      if (isLevel && known && values[i] != level) {
        changes.add(step(i, level, values[i]));
      }
      if (isLevel) {
        level = values[i];
        known = true;
      }
    }
    return changes;
  }

  private static LevelChange step(int index, double before, double after) {
    double size = after - before;
    return new LevelChange(
        LevelChange.Kind.STEP,
        index,
        index,
        index + 1,
        before,
        after,
        size,
        new Interval(size, size));
  }
}
