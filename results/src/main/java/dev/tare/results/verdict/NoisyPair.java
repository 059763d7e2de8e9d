package dev.tare.results.verdict;

import dev.tare.results.run.Better;
import dev.tare.results.stats.Estimate;
import dev.tare.results.stats.Interval;
import dev.tare.results.stats.LogRatio;
import dev.tare.results.stats.MeanDifference;
import dev.tare.results.stats.Sample;
import dev.tare.results.stats.SpreadPrior;
import java.util.Optional;

/**
 * A noisy metric of both sides on the scale on which it is judged: the logarithm of the ratio, or
 * the difference where a ratio means nothing.
 *
 * @param pair the metric
 * @param scale the scale
 * @param tolerance on the judging scale, above 0
 * @param prior spread between runs on the judging scale
 * @param measured from the blocks alone; empty when a side has one block
 */
record NoisyPair(
    MetricPair pair,
    Effect.Scale scale,
    double tolerance,
    SpreadPrior prior,
    Optional<Estimate> measured) {

  static NoisyPair of(MetricPair pair, Criterion criterion, Policy policy) {
    Sample baseline = Sample.of(pair.baseline().blockMeans());
    Sample run = Sample.of(pair.run().blockMeans());
    if (criterion instanceof Criterion.Relative relative) {
      return baseline.min() > 0 && run.min() > 0
          ? byRatio(pair, baseline, run, relative, policy)
          : byScaledDifference(pair, baseline, run, relative, policy);
    }
    double tolerance = ((Criterion.Absolute) criterion).tolerance();
    return byDifference(pair, baseline, run, tolerance, SpreadPrior.NONE, policy);
  }

  private static NoisyPair byRatio(
      MetricPair pair, Sample baseline, Sample run, Criterion.Relative relative, Policy policy) {
    double middle = (baseline.mean() + run.mean()) / 2;
    double tolerance = Math.log1p(Math.max(relative.tolerance(), relative.floor() / middle));
    return new NoisyPair(
        pair,
        Effect.Scale.RELATIVE,
        tolerance,
        relative.betweenRuns(),
        LogRatio.estimate(baseline, run, policy.confidence(), policy.seed()));
  }

  private static NoisyPair byScaledDifference(
      MetricPair pair, Sample baseline, Sample run, Criterion.Relative relative, Policy policy) {
    double middle = (Math.abs(baseline.mean()) + Math.abs(run.mean())) / 2;
    double tolerance =
        Math.max(Math.max(relative.tolerance() * middle, relative.floor()), Double.MIN_NORMAL);
    SpreadPrior prior = relative.betweenRuns();
    SpreadPrior scaled = new SpreadPrior(prior.sd() * middle, prior.degreesOfFreedom());
    return byDifference(pair, baseline, run, tolerance, scaled, policy);
  }

  private static NoisyPair byDifference(
      MetricPair pair,
      Sample baseline,
      Sample run,
      double tolerance,
      SpreadPrior prior,
      Policy policy) {
    return new NoisyPair(
        pair,
        Effect.Scale.ABSOLUTE,
        tolerance,
        prior,
        MeanDifference.estimate(baseline, run, policy.confidence()));
  }

  /** The estimate on which the verdict rests. */
  Optional<Estimate> judged(double confidence) {
    return measured.map(estimate -> estimate.widenedBy(prior, confidence));
  }

  /** One-sided p-value of a change for the worse; two-sided where any change is one. */
  double pWorse(Estimate judged) {
    return switch (pair.kind().better()) {
      case LOWER -> judged.pAboveZero();
      case HIGHER -> judged.pBelowZero();
      case SAME -> Math.min(1, 2 * Math.min(judged.pAboveZero(), judged.pBelowZero()));
    };
  }

  /** One-sided p-value of a change for the better; 1 where there is no better. */
  double pBetter(Estimate judged) {
    return switch (pair.kind().better()) {
      case LOWER -> judged.pBelowZero();
      case HIGHER -> judged.pAboveZero();
      case SAME -> 1;
    };
  }

  /** The interval turned so that more is worse. */
  Interval worseUpwards(Interval interval) {
    return pair.kind().better() == Better.HIGHER
        ? new Interval(-interval.upper(), -interval.lower())
        : interval;
  }

  /** A value of the judging scale as readers know it. */
  double readable(double value) {
    return scale == Effect.Scale.RELATIVE ? Math.expm1(value) : value;
  }

  Interval readable(Interval interval) {
    return new Interval(readable(interval.lower()), readable(interval.upper()));
  }
}
