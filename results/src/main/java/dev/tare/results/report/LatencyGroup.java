package dev.tare.results.report;

import dev.tare.results.latency.Percentile;
import dev.tare.results.run.Metric;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.HdrHistogram.Histogram;

/** The percentiles of single operations, merged over all blocks: one row per variant. */
final class LatencyGroup {
  private final List<Optional<Histogram>> latencies;
  private final List<Percentile> told;
  private final TerminalStyle style;

  private LatencyGroup(List<Optional<Histogram>> latencies, TerminalStyle style) {
    this.latencies = latencies;
    this.style = style;
    this.told =
        Arrays.stream(Percentile.values())
            .filter(p -> present().stream().anyMatch(l -> p.of(l).isPresent()))
            .toList();
  }

  /**
   * The group of one quantity.
   *
   * @param what what is timed
   * @param metrics the quantity of each variant
   * @param style what the terminal can show
   * @return empty when no variant's operations were told apart
   */
  static Optional<Group> of(String what, List<Optional<Metric>> metrics, TerminalStyle style) {
    List<Optional<Histogram>> latencies =
        metrics.stream().map(metric -> metric.flatMap(Metric::latencies)).toList();
    return latencies.stream().allMatch(Optional::isEmpty)
        ? Optional.empty()
        : Optional.of(new LatencyGroup(latencies, style).group(what));
  }

  private List<Histogram> present() {
    return latencies.stream().flatMap(Optional::stream).toList();
  }

  private Group group(String what) {
    double least =
        present().stream().mapToDouble(l -> l.getValueAtPercentile(50)).min().orElseThrow();
    Scale scale = Scale.forValue("ns", least);
    List<List<String>> rows = latencies.stream().map(of -> row(of, scale)).toList();
    String names = String.join("/", told.stream().map(Percentile::label).toList());
    return new Group(what + " " + scale.name() + " " + names + "/max (n)", rows);
  }

  private List<String> row(Optional<Histogram> of, Scale scale) {
    List<String> parts = new ArrayList<>();
    for (Percentile percentile : told) {
      OptionalDouble ns = of.map(percentile::of).orElse(OptionalDouble.empty());
      parts.add(ns.isPresent() ? scale.format(ns.getAsDouble()) : style.none());
    }
    parts.add(of.map(l -> scale.format(l.getMaxValue())).orElse(style.none()));
    parts.add(of.map(l -> style.dim("(" + l.getTotalCount() + ")")).orElse(""));
    return parts;
  }
}
