package dev.tare.bench.profile;

import dev.tare.results.run.MetricKind;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Looks up what a published number means. */
public final class MetricTable {
  private static final Map<String, MetricKind> BY_NAME =
      all().stream().collect(Collectors.toUnmodifiableMap(MetricKind::name, Function.identity()));

  private MetricTable() {}

  /**
   * Finds a metric.
   *
   * @param name the name as published, for instance {@code loadTimeNs}
   * @return its kind; empty when no benchmark publishes that name
   */
  public static Optional<MetricKind> find(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  /** All metrics, in the order of {@link MetricName}. */
  public static List<MetricKind> all() {
    return Arrays.stream(MetricName.values()).map(MetricName::kind).toList();
  }
}
