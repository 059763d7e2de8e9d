package dev.tare.results.input;

import java.util.Map;
import java.util.Optional;

/**
 * A unit of JMH's scores in base units.
 *
 * @param rate whether it counts operations in a time ({@code ops/us}) and not the time of an
 *     operation ({@code us/op})
 * @param factor what one of it is in operations per second, or in ns per operation
 */
record JmhUnit(boolean rate, double factor) {
  private static final String RATE = "ops/";
  private static final String TIME = "/op";
  private static final double NS_PER_SECOND = 1e9;

  /** JMH's names of the units of {@link java.util.concurrent.TimeUnit}, in ns. */
  private static final Map<String, Double> NS =
      Map.of("ns", 1.0, "us", 1e3, "ms", 1e6, "s", 1e9, "min", 6e10, "hr", 3.6e12, "day", 8.64e13);

  /** The unit of that name; empty when it is neither such a rate nor such a time. */
  static Optional<JmhUnit> of(String name) {
    if (name.startsWith(RATE)) {
      return ns(name.substring(RATE.length())).map(ns -> new JmhUnit(true, NS_PER_SECOND / ns));
    }
    return name.endsWith(TIME)
        ? ns(name.substring(0, name.length() - TIME.length())).map(ns -> new JmhUnit(false, ns))
        : Optional.empty();
  }

  private static Optional<Double> ns(String name) {
    return Optional.ofNullable(NS.get(name));
  }
}
