package dev.tare.results.run;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a series is of: one metric of one cell on one machine.
 *
 * @param fingerprint the machine's fingerprint
 * @param benchmark the cell's benchmark
 * @param family the model family
 * @param variant the variant of the family
 * @param parameters the cell's parameters, sorted
 * @param kind the metric
 */
public record SeriesId(
    String fingerprint,
    String benchmark,
    String family,
    String variant,
    Map<String, String> parameters,
    MetricKind kind) {
  /** Copies the parameters. */
  public SeriesId {
    parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
  }

  /** What a metric of a cell is on the machine with that fingerprint. */
  public static SeriesId of(String fingerprint, Cell cell, MetricKind kind) {
    return new SeriesId(
        fingerprint, cell.benchmark(), cell.family(), cell.variant(), cell.parameters(), kind);
  }

  /** Another metric of the same cell on the same machine. */
  public SeriesId with(MetricKind other) {
    return new SeriesId(fingerprint, benchmark, family, variant, parameters, other);
  }
}
