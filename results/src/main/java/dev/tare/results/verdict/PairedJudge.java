package dev.tare.results.verdict;

import dev.tare.results.precision.FewestPairs;
import dev.tare.results.run.Better;
import dev.tare.results.stats.Holm;
import dev.tare.results.stats.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * Judges the paired metrics of a run together, by the rule of {@link NoisyJudge}: regressed or
 * improved when the whole interval lies beyond the tolerance and "there is no change" is rejected
 * with a p-value adjusted for the number of metrics; unchanged when the whole interval lies inside.
 */
final class PairedJudge {
  private static final int MOST_PAIRS = 10_000;

  private final Policy policy;
  private final List<PairedMetric> metrics;
  private final double[] pWorse;
  private final double[] pBetter;

  private PairedJudge(List<PairedMetric> metrics, Policy policy) {
    this.policy = policy;
    this.metrics = metrics;
    this.pWorse = Holm.adjusted(metrics.stream().mapToDouble(PairedMetric::pWorse).toArray());
    this.pBetter = Holm.adjusted(metrics.stream().mapToDouble(PairedMetric::pBetter).toArray());
  }

  static List<Row> judge(List<PairedMetric> metrics, Policy policy) {
    PairedJudge judge = new PairedJudge(metrics, policy);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < metrics.size(); i++) {
      rows.add(judge.row(i));
    }
    return rows;
  }

  private Row row(int i) {
    PairedMetric metric = metrics.get(i);
    Optional<Interval> interval = metric.test().interval(policy.confidence());
    if (interval.isEmpty()) {
      String note =
          metric.test().pairs()
              + " pairs bound no change; "
              + FewestPairs.of(metrics.size())
              + " are needed at least, and many more for a small one";
      return row(metric, Verdict.INCONCLUSIVE, Optional.empty(), List.of(note));
    }
    Verdict verdict = verdict(i, interval.get());
    Effect effect =
        new Effect(
            metric.scale(),
            metric.scale().readable(metric.test().estimate()),
            metric.scale().readable(interval.get()),
            metric.scale().readable(interval.get()),
            metric.scale().readable(metric.tolerance()),
            smallestAlarm(metric, interval.get()));
    List<String> notes =
        verdict == Verdict.INCONCLUSIVE
            ? List.of(whatWouldDecide(metric, interval.get()))
            : List.of();
    return row(metric, verdict, Optional.of(effect), notes);
  }

  private Verdict verdict(int i, Interval interval) {
    PairedMetric metric = metrics.get(i);
    Interval worse = metric.worseUpwards(interval);
    double tolerance = metric.tolerance();
    double level = policy.falseAlarmsPerRun();
    boolean anyWayIsWorse = metric.kind().better() == Better.SAME;
    if (pWorse[i] <= level
        && (worse.lower() > tolerance || anyWayIsWorse && worse.upper() < -tolerance)) {
      return Verdict.REGRESSED;
    }
    if (pBetter[i] <= level && worse.upper() < -tolerance) {
      return Verdict.IMPROVED;
    }
    return worse.within(tolerance) ? Verdict.UNCHANGED : Verdict.INCONCLUSIVE;
  }

  /** From the interval's half width, which is about z standard errors. */
  private double smallestAlarm(PairedMetric metric, Interval interval) {
    double arm = arm(interval);
    double alarmP = policy.falseAlarmsPerRun() / metrics.size();
    double unlikely = arm * normalQuantile(1 - alarmP) / normalQuantile(1 - tail());
    double onScale = Math.max(metric.tolerance() + arm, unlikely);
    return Math.abs(
        metric.scale().readable(metric.kind().better() == Better.HIGHER ? -onScale : onScale));
  }

  private double tail() {
    return (1 - policy.confidence()) / 2;
  }

  private static double normalQuantile(double p) {
    return NormalDistribution.of(0, 1).inverseCumulativeProbability(p);
  }

  private static double arm(Interval interval) {
    return (interval.upper() - interval.lower()) / 2;
  }

  /** Errors shrink with the square root of the pairs, if the estimate stays. */
  private String whatWouldDecide(PairedMetric metric, Interval interval) {
    int now = metric.test().pairs();
    double distance = Math.abs(metric.test().estimate());
    double pairs = now * square(arm(interval) / Math.abs(distance - metric.tolerance()));
    if (distance > metric.tolerance()) {
      double alarmP = policy.falseAlarmsPerRun() / metrics.size();
      double standardError = arm(interval) / normalQuantile(1 - tail());
      double likely = now * square(normalQuantile(1 - alarmP) * standardError / distance);
      // All of n pairs point one way by chance once in 2^n.
      double possible = Math.log(1 / alarmP) / Math.log(2);
      pairs = Math.max(pairs, Math.max(likely, possible));
    }
    return pairs <= MOST_PAIRS
        ? String.format(
            Locale.ROOT,
            "%d pairs; about %.0f would likely decide",
            now,
            Math.max(Math.ceil(pairs), now + 1))
        : "so near the tolerance that more than " + MOST_PAIRS + " pairs would be needed";
  }

  private static double square(double x) {
    return x * x;
  }

  private static Row row(
      PairedMetric metric, Verdict verdict, Optional<Effect> effect, List<String> notes) {
    return new Row(
        metric.subject(),
        metric.kind(),
        verdict,
        Optional.of(metric.a()),
        Optional.of(metric.b()),
        effect,
        notes);
  }
}
