package dev.tare.results.run;

/**
 * What a metric is, apart from its values.
 *
 * @param name the metric's name, its unit in the name, for instance {@code loadTimeNs}; not blank
 * @param unit base unit of every sample, for instance {@code ns}, {@code bytes}, {@code tokens/s},
 *     {@code 1}; not blank
 * @param better which way it gets better
 * @param assumption how two runs' samples are compared
 */
public record MetricKind(String name, String unit, Better better, Assumption assumption) {
  /**
   * Checks the names.
   *
   * @throws IllegalArgumentException when a name or unit is blank or a field is null
   */
  public MetricKind {
    if (name == null || name.isBlank() || unit == null || unit.isBlank()) {
      throw new IllegalArgumentException("a metric needs a name and a unit");
    }
    if (better == null || assumption == null) {
      throw new IllegalArgumentException("metric " + name + " needs a direction and an assumption");
    }
  }

  /** Whether it is a time or a rate: never negative, and never quite the same twice. */
  public boolean isTimeOrRate() {
    return unit.equals("ns") || unit.endsWith("/s");
  }
}
