package dev.tare.results.verdict;

import dev.tare.results.run.Better;
import dev.tare.results.run.MetricKind;
import dev.tare.results.stats.Interval;
import java.util.List;
import java.util.Optional;

/**
 * Judges what repeats in every block and has a tolerance, such as a cosine, or a file's size where
 * a policy grants one: there is no chance in it, so the tolerance alone decides.
 */
final class ToleranceJudge {
  private static final String NOTE = "the same in every block: the tolerance alone decides";

  /** A change of just the tolerance is within it, whatever the last digit of its logarithm. */
  private static final double ROUNDING = 1e-9;

  private ToleranceJudge() {}

  /** Compares two numbers; the criterion is relative or absolute. */
  static Row judge(Subject subject, MetricKind kind, Side baseline, Side run, Criterion criterion) {
    double before = baseline.mean();
    double now = run.mean();
    boolean ratio = criterion instanceof Criterion.Relative && before > 0 && now > 0;
    double change = ratio ? Math.log(now / before) : now - before;
    double tolerance = tolerance(criterion, before, now, ratio);
    double worse = kind.better() == Better.HIGHER ? -change : change;
    double edge = tolerance * (1 + ROUNDING);
    Verdict verdict = Verdict.UNCHANGED;
    if (worse > edge || kind.better() == Better.SAME && worse < -edge) {
      verdict = Verdict.REGRESSED;
    } else if (worse < -edge) {
      verdict = Verdict.IMPROVED;
    }
    return new Row(
        subject,
        kind,
        verdict,
        Optional.of(baseline),
        Optional.of(run),
        Optional.of(effect(kind, ratio, change, tolerance)),
        List.of(NOTE));
  }

  private static double tolerance(Criterion criterion, double before, double now, boolean ratio) {
    if (criterion instanceof Criterion.Absolute absolute) {
      return absolute.tolerance();
    }
    Criterion.Relative relative = (Criterion.Relative) criterion;
    double middle = (Math.abs(before) + Math.abs(now)) / 2;
    return ratio ? relative.ofLogRatio(middle) : relative.ofDifference(middle);
  }

  private static Effect effect(MetricKind kind, boolean ratio, double change, double tolerance) {
    Effect.Scale scale = ratio ? Effect.Scale.RELATIVE : Effect.Scale.ABSOLUTE;
    double shown = scale.readable(change);
    Interval point = new Interval(shown, shown);
    double alarm = kind.better() == Better.HIGHER ? -tolerance : tolerance;
    return new Effect(
        scale, shown, point, point, scale.readable(tolerance), Math.abs(scale.readable(alarm)));
  }
}
