package dev.tare.results.changes;

import dev.tare.results.history.LevelChange;
import dev.tare.results.history.LevelHistory;
import dev.tare.results.history.Series;
import dev.tare.results.run.MetricKind;
import dev.tare.results.stats.Interval;
import dev.tare.results.verdict.Criterion;
import dev.tare.results.verdict.KnownChange;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/** One series with what decides about its changes. */
final class JudgedSeries {
  private final Series series;
  private final Criterion criterion;
  private final boolean logarithmic;

  /**
   * A series.
   *
   * @param series the series
   * @param criterion how its metric is compared; not informational
   */
  JudgedSeries(Series series, Criterion criterion) {
    this.series = series;
    this.criterion = criterion;
    this.logarithmic = criterion instanceof Criterion.Relative && series.isPositive();
  }

  Series series() {
    return series;
  }

  MetricKind kind() {
    return series.id().kind();
  }

  /** Whether its runs differ by chance. */
  boolean isNoisy() {
    return !(criterion instanceof Criterion.Equality);
  }

  /** The values in which changes are sought. */
  double[] values() {
    return series.values(logarithmic);
  }

  /**
   * Its changes by time.
   *
   * @param correlation of neighbouring values, in the range [0, 1)
   * @param known its known changes
   * @param mute why none of its changes raises an alarm, one line, not escaped; empty when they do
   */
  List<Change> changes(double correlation, List<KnownChange> known, Optional<String> mute) {
    Map<Integer, String> begins = begins(known);
    List<LevelChange> changes =
        isNoisy()
            ? LevelHistory.changes(values(), begins.keySet(), correlation)
            : ExactLevels.changes(values());
    return changes.stream()
        .map(
            change -> judged(change, Optional.ofNullable(begins.get(change.from())).or(() -> mute)))
        .toList();
  }

  /** What is known of each run with which the series begins anew. */
  private Map<Integer, String> begins(List<KnownChange> known) {
    Map<Integer, String> begins = new TreeMap<>();
    for (KnownChange change : known) {
      OptionalInt first = FirstRun.with(change, series);
      first.ifPresent(run -> begins.merge(run, change.text(), (a, b) -> a + "; " + b));
    }
    return begins;
  }

  private Change judged(LevelChange change, Optional<String> excuse) {
    return new Change(
        series.id(),
        change.kind(),
        verdict(change),
        series.run(change.from() - 1),
        series.run(change.from()),
        series.run(change.to()),
        change.knownAt() - change.from(),
        inUnit(change.before()),
        inUnit(change.after()),
        logarithmic,
        readable(change.size()),
        new Interval(readable(change.interval().lower()), readable(change.interval().upper())),
        excuse);
  }

  private double inUnit(double level) {
    return logarithmic ? Math.exp(level) : level;
  }

  private double readable(double size) {
    return logarithmic ? Math.expm1(size) : size;
  }

  private ChangeVerdict verdict(LevelChange change) {
    if (isTolerated(change)) {
      return ChangeVerdict.TOLERATED;
    }
    boolean worse =
        switch (kind().better()) {
          case LOWER -> change.size() > 0;
          case HIGHER -> change.size() < 0;
          case SAME -> true;
        };
    return worse ? ChangeVerdict.REGRESSED : ChangeVerdict.IMPROVED;
  }

  private boolean isTolerated(LevelChange change) {
    Interval interval = change.interval();
    if (interval.lower() <= 0 && interval.upper() >= 0) {
      return true;
    }
    double size = Math.abs(change.size());
    if (criterion instanceof Criterion.Absolute absolute) {
      return size <= absolute.tolerance();
    }
    if (criterion instanceof Criterion.Relative relative) {
      double moved = Math.abs(inUnit(change.after()) - inUnit(change.before()));
      double bound =
          logarithmic
              ? Math.log1p(relative.tolerance())
              : relative.tolerance() * Math.abs(change.before());
      return size <= bound || moved <= relative.floor();
    }
    return false;
  }
}
