package dev.tare.results.run;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a cell ended whose blocks went on until its figures were precise enough.
 *
 * @param reason why no further block held it
 * @param target half width that was asked for, relative to the median (0.02 is 2 %); above 0
 * @param halfWidths half width that was reached by main metric, relative to the median, 0 or more;
 *     a metric with too few blocks for an interval is left out
 */
public record Stop(StopReason reason, double target, Map<String, Double> halfWidths) {
  /**
   * Copies, sorts and checks.
   *
   * @throws IllegalArgumentException when the reason is missing or a number out of its range
   */
  public Stop {
    if (reason == null || !(target > 0) || !Double.isFinite(target)) {
      throw new IllegalArgumentException(
          "stop: needs a reason and a target above 0, got " + reason + ", " + target);
    }
    halfWidths =
        Collections.unmodifiableMap(new TreeMap<>(halfWidths == null ? Map.of() : halfWidths));
    for (Map.Entry<String, Double> each : halfWidths.entrySet()) {
      if (!(each.getValue() >= 0) || Double.isInfinite(each.getValue())) {
        throw new IllegalArgumentException(
            "stop: half width of " + each.getKey() + " must be 0 or more, got " + each.getValue());
      }
    }
  }
}
