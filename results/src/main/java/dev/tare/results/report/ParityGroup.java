package dev.tare.results.report;

import dev.tare.results.run.Block;
import dev.tare.results.run.Metric;
import dev.tare.results.stats.Interval;
import dev.tare.results.stats.Sample;
import dev.tare.results.stats.SignInterval;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Speeds relative to a bare loop, one row per variant: the median over the forks of the median over
 * a fork's pairs, so that neither a disturbed pair nor an unlucky process counts much.
 */
final class ParityGroup {
  private static final double CONFIDENCE = 0.95;

  private ParityGroup() {}

  static Group of(String title, List<Optional<Metric>> metrics, TerminalStyle style) {
    List<List<String>> rows = new ArrayList<>();
    for (Optional<Metric> metric : metrics) {
      rows.add(metric.map(found -> row(found, style)).orElse(List.of(style.none(), "")));
    }
    return new Group(title, rows);
  }

  private static List<String> row(Metric metric, TerminalStyle style) {
    double[] forks = metric.blocks().stream().mapToDouble(ParityGroup::ofPairs).toArray();
    Optional<Interval> interval = SignInterval.of(CONFIDENCE, forks);
    return List.of(
        three(Sample.of(forks).median()),
        interval
            .map(i -> style.dim("[" + three(i.lower()) + style.range() + three(i.upper()) + "]"))
            .orElse(""));
  }

  private static double ofPairs(Block fork) {
    return Sample.of(fork.samples()).median();
  }

  private static String three(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }
}
