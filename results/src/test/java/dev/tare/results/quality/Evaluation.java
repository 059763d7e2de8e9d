package dev.tare.results.quality;

import dev.tare.results.stats.Interval;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.statistics.distribution.BetaDistribution;

/** Counts what a rule says of nights whose truth is known. */
final class Evaluation {
  /** Slowdowns in percent. */
  static final List<Integer> STEPS = List.of(3, 5, 10, 15, 20, 30);

  /** The head of the table that {@link #line} makes. */
  static final String HEAD =
      "| rule                                           | false alarms per benchmark | A/A nights"
          + " with an alarm | found at -3/-5/-10/-15/-20/-30 % |\n|---|---|---|---|";

  private int alarmsInFirstHalf;
  private final Share falseAlarms = new Share();
  private final Share nights = new Share();
  private final Share praisedNights = new Share();
  private final Share covered = new Share();
  private final Share inconclusive = new Share();
  private final Share atSmallestAlarm = new Share();
  private final List<Double> smallestAlarms = new ArrayList<>();
  private final Map<Integer, Share> found = new LinkedHashMap<>();

  Evaluation() {
    STEPS.forEach(step -> found.put(step, new Share()));
  }

  /** So many of so many. */
  private static final class Share {
    private int yes;
    private int all;

    void add(boolean hit) {
      yes += hit ? 1 : 0;
      all++;
    }

    double percent() {
      return 100.0 * yes / all;
    }

    /** 95 % interval after Clopper and Pearson (1934), percent. */
    String interval() {
      double lower =
          yes == 0
              ? 0
              : BetaDistribution.of(yes, all - yes + 1.0).inverseCumulativeProbability(0.025);
      double upper =
          yes == all
              ? 1
              : BetaDistribution.of(yes + 1.0, all - yes).inverseCumulativeProbability(0.975);
      return String.format(Locale.ROOT, "%.1f to %.1f %%", 100 * lower, 100 * upper);
    }
  }

  /** A night and what was measured before it on that machine, of which the last is the baseline. */
  record Trial(List<Night> history, Night night) {
    Night baseline() {
      return history.get(history.size() - 1);
    }

    List<String> benchmarks() {
      return night.scores().keySet().stream().filter(baseline().scores()::containsKey).toList();
    }
  }

  /** Consecutive nights of one commit on one machine, from a number of earlier nights on. */
  static List<Trial> twins(List<Night> nights, int fewestEarlier) {
    List<Trial> trials = new ArrayList<>();
    for (int i = 0; i < nights.size(); i++) {
      Night night = nights.get(i);
      List<Night> earlier =
          nights.subList(0, i).stream()
              .filter(each -> each.machine().equals(night.machine()))
              .toList();
      if (earlier.size() >= Math.max(1, fewestEarlier)
          && earlier.get(earlier.size() - 1).isTwinOf(night)) {
        trials.add(new Trial(earlier, night));
      }
    }
    return trials;
  }

  /**
   * Asks the rule once for the night as it is, then once for each slowdown of some benchmarks.
   *
   * @param slowed how many of the benchmarks are slowed down, one at a time
   * @param firstHalf whether the trial is of the first half
   */
  Evaluation add(Rule rule, Trial trial, int slowed, boolean firstHalf) {
    Judgement truth = rule.judge(trial.history(), trial.night());
    nights.add(!truth.alarms().isEmpty());
    alarmsInFirstHalf += firstHalf && !truth.alarms().isEmpty() ? 1 : 0;
    praisedNights.add(!truth.praised().isEmpty());
    List<String> benchmarks = trial.benchmarks();
    for (String benchmark : benchmarks) {
      falseAlarms.add(truth.alarms().contains(benchmark));
      inconclusive.add(truth.inconclusive().contains(benchmark));
      Interval interval = truth.intervals().get(benchmark);
      if (interval != null) {
        covered.add(interval.lower() <= 0 && interval.upper() >= 0);
      }
    }
    benchmarks.stream().limit(slowed).forEach(benchmark -> slow(rule, trial, benchmark, truth));
    return this;
  }

  private void slow(Rule rule, Trial trial, String benchmark, Judgement truth) {
    STEPS.forEach(
        step -> found.get(step).add(finds(rule, trial, benchmark, 1 / (1 - step / 100.0))));
    Double smallest = truth.smallestAlarms().get(benchmark);
    if (smallest != null) {
      smallestAlarms.add(smallest);
      atSmallestAlarm.add(finds(rule, trial, benchmark, 1 / (1 - smallest)));
    }
  }

  private static boolean finds(Rule rule, Trial trial, String benchmark, double factor) {
    Night slowed = trial.night().slowed(benchmark, factor);
    return rule.judge(trial.history(), slowed).alarms().contains(benchmark);
  }

  /** One line of the table. */
  String line(String name) {
    StringBuilder line = new StringBuilder();
    line.append(
        String.format(
            Locale.ROOT,
            "| %-46s | %5.1f %% | %d of %d (%.1f %%) |",
            name,
            falseAlarms.percent(),
            nights.yes,
            nights.all,
            nights.percent()));
    found.forEach((step, of) -> line.append(String.format(Locale.ROOT, " %.0f", of.percent())));
    return line.append(" |").toString();
  }

  /** What only a rule with intervals has. */
  String details() {
    smallestAlarms.sort(null);
    return String.format(
        Locale.ROOT,
        "  nights with an alarm: %s with 95 %% confidence, %d and %d in the halves; 95 %% intervals hold"
            + " the truth: %.1f %% of %d; inconclusive: %.0f %%; nights with a false improvement: %d of"
            + " %d; smallest alarm: median %.1f %%, at which it predicts 50 %%"
            + " found and %.0f %% were",
        nights.interval(),
        alarmsInFirstHalf,
        nights.yes - alarmsInFirstHalf,
        covered.percent(),
        covered.all,
        inconclusive.percent(),
        praisedNights.yes,
        praisedNights.all,
        100 * smallestAlarms.get(smallestAlarms.size() / 2),
        atSmallestAlarm.percent());
  }
}
