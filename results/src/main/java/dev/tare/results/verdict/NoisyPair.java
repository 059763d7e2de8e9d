package dev.tare.results.verdict;

import dev.tare.results.experience.MetricLevel;
import dev.tare.results.run.Better;
import dev.tare.results.run.Metric;
import dev.tare.results.stats.Estimate;
import dev.tare.results.stats.Interval;
import dev.tare.results.stats.LogRatio;
import dev.tare.results.stats.MeanDifference;
import dev.tare.results.stats.PermutationTest;
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
 * @param learned what earlier runs of the machine say of it, where they say something
 */
record NoisyPair(
    MetricPair pair,
    Effect.Scale scale,
    double tolerance,
    SpreadPrior prior,
    Optional<Estimate> measured,
    Optional<Learned> learned) {
  /** No comparison calls so large a p-value a change; dealing out takes long. */
  private static final double UNINTERESTING = 0.5;

  /** What repeats but for the order of sums differs between runs by far less than matters. */
  private static final double REPEATS_WITHIN = 0.1;

  private static final double ASSUMED_DEGREES_OF_FREEDOM = 30;

  /**
   * What earlier runs say of a metric.
   *
   * @param estimate how far the run lies from the level around the baseline, on the judging scale
   * @param whole interval of the same with what moved the run as a whole
   * @param level the level
   */
  record Learned(Estimate estimate, Interval whole, MetricLevel level) {}

  static NoisyPair of(MetricPair pair, Criterion criterion, Policy policy) {
    Sample baseline = Sample.of(pair.baseline().blockMeans());
    Sample run = Sample.of(pair.run().blockMeans());
    if (criterion instanceof Criterion.Relative relative) {
      return baseline.min() > 0 && run.min() > 0
          ? byRatio(pair, baseline, run, relative, policy)
          : byScaledDifference(pair, baseline, run, relative, policy);
    }
    double tolerance = ((Criterion.Absolute) criterion).tolerance();
    SpreadPrior prior =
        Policy.repeats(pair.kind())
            ? new SpreadPrior(REPEATS_WITHIN * tolerance, ASSUMED_DEGREES_OF_FREEDOM)
            : SpreadPrior.NONE;
    return byDifference(pair, baseline, run, tolerance, prior, policy);
  }

  private static NoisyPair byRatio(
      MetricPair pair, Sample baseline, Sample run, Criterion.Relative relative, Policy policy) {
    double middle = (baseline.mean() + run.mean()) / 2;
    double tolerance = relative.ofLogRatio(middle);
    return new NoisyPair(
        pair,
        Effect.Scale.RELATIVE,
        tolerance,
        relative.betweenRuns(),
        LogRatio.estimate(baseline, run, policy.confidence(), policy.seed()),
        Optional.empty());
  }

  private static NoisyPair byScaledDifference(
      MetricPair pair, Sample baseline, Sample run, Criterion.Relative relative, Policy policy) {
    double middle = (Math.abs(baseline.mean()) + Math.abs(run.mean())) / 2;
    double tolerance = relative.ofDifference(middle);
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
        MeanDifference.estimate(baseline, run, policy.confidence()),
        Optional.empty());
  }

  /** The estimate on which the verdict rests. */
  Optional<Estimate> judged(double confidence) {
    return learned
        .map(Learned::estimate)
        .or(() -> measured.map(estimate -> estimate.widenedBy(prior, confidence)));
  }

  /** The same metric with what earlier runs say of it. */
  NoisyPair with(Learned said) {
    return new NoisyPair(pair, scale, tolerance, prior, measured, Optional.of(said));
  }

  /** Whether earlier runs can say something of it: it has logarithms, and runs differ. */
  boolean canBeLearned() {
    return scale == Effect.Scale.RELATIVE
        && prior.sd() > 0
        && pair.subject().benchmark().isPresent();
  }

  /** One-sided p-value of a change for the worse; two-sided where any change is one. */
  double pWorse(Estimate judged) {
    return switch (pair.kind().better()) {
      case LOWER -> pAbove(judged);
      case HIGHER -> pBelow(judged);
      case SAME -> Math.min(1, 2 * Math.min(pAbove(judged), pBelow(judged)));
    };
  }

  /** One-sided p-value of a change for the better; 1 where there is no better. */
  double pBetter(Estimate judged) {
    return switch (pair.kind().better()) {
      case LOWER -> pBelow(judged);
      case HIGHER -> pAbove(judged);
      case SAME -> 1;
    };
  }

  private double pAbove(Estimate judged) {
    double p = judged.pAboveZero();
    return p > UNINTERESTING ? p : Math.max(p, dealt(pair.baseline(), pair.run()));
  }

  private double pBelow(Estimate judged) {
    double p = judged.pBelowZero();
    return p > UNINTERESTING ? p : Math.max(p, dealt(pair.run(), pair.baseline()));
  }

  /**
   * What a few blocks can show by themselves, whatever Student's t makes of them; 0 where a spread
   * that was learned elsewhere stands behind them.
   */
  private double dealt(Metric fewer, Metric more) {
    return restsOnBlocksAlone()
        ? PermutationTest.pLarger(Sample.of(fewer.blockMeans()), Sample.of(more.blockMeans()))
            .orElse(0)
        : 0;
  }

  /**
   * Whether nothing is known of the spread but what the blocks of both sides show. What does not
   * vary at all repeats exactly, and no number of blocks would show more.
   */
  boolean restsOnBlocksAlone() {
    return prior.sd() == 0
        && learned.isEmpty()
        && measured.filter(estimate -> estimate.variance() > 0).isPresent();
  }

  /** The interval turned so that more is worse. */
  Interval worseUpwards(Interval interval) {
    return pair.kind().better() == Better.HIGHER
        ? new Interval(-interval.upper(), -interval.lower())
        : interval;
  }

  /** A value of the judging scale as readers know it. */
  double readable(double value) {
    return scale.readable(value);
  }

  Interval readable(Interval interval) {
    return new Interval(readable(interval.lower()), readable(interval.upper()));
  }
}
