package dev.tare.results.experience;

import dev.tare.results.run.SeriesId;
import java.time.Instant;
import java.util.List;

/** When the level of a metric is known to have changed, whatever its values look like. */
@FunctionalInterface
public interface KnownChanges {
  /**
   * The first instants of the new levels, in any order.
   *
   * @param metric the metric
   */
  List<Instant> of(SeriesId metric);
}
