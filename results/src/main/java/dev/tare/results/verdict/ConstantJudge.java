package dev.tare.results.verdict;

import dev.tare.results.run.Better;
import dev.tare.results.stats.Interval;
import java.util.List;
import java.util.Optional;

/**
 * Judges what came out the same in every pair of an arm, such as a cosine: there is no chance in it
 * that a p-value could bound, so the tolerance alone decides.
 */
final class ConstantJudge {
  private static final String NOTE =
      "the same in every pair of an arm: the tolerance alone decides";

  private ConstantJudge() {}

  static Row judge(PairedMetric metric) {
    double change = metric.test().estimate();
    Interval point = new Interval(change, change);
    double worse = metric.worseUpwards(point).lower();
    double tolerance = metric.tolerance();
    Verdict verdict = Verdict.UNCHANGED;
    if (worse > tolerance || metric.kind().better() == Better.SAME && worse < -tolerance) {
      verdict = Verdict.REGRESSED;
    } else if (worse < -tolerance) {
      verdict = Verdict.IMPROVED;
    }
    Effect effect = new Effect(metric.scale(), change, point, point, tolerance, tolerance);
    return new Row(
        metric.subject(),
        metric.kind(),
        verdict,
        Optional.of(metric.a()),
        Optional.of(metric.b()),
        Optional.of(effect),
        List.of(NOTE));
  }
}
