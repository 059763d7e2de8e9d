package dev.tare.results.stats;

import java.util.Arrays;
import java.util.Comparator;
import java.util.SplittableRandom;

/**
 * The bootstrap distribution of a ratio of two means: enumerated exactly when there are few
 * distinct resamples, else drawn from a seeded generator.
 */
final class RatioBootstrap {
  /** Up to four blocks a side; from five on drawing is quicker than enumerating. */
  private static final int MOST_ENUMERATED = 2_000;

  private static final int DRAWS = 5_000;

  private final double[] ratios;
  private final double[] cumulative;

  private RatioBootstrap(double[] ratios, double[] cumulative) {
    this.ratios = ratios;
    this.cumulative = cumulative;
  }

  static RatioBootstrap of(Sample baseline, Sample run, long seed) {
    long distinct = Resamples.count(baseline.size()) * Resamples.count(run.size());
    return distinct <= MOST_ENUMERATED ? enumerated(baseline, run) : drawn(baseline, run, seed);
  }

  private static RatioBootstrap enumerated(Sample baseline, Sample run) {
    Resamples below = Resamples.of(baseline.values());
    Resamples above = Resamples.of(run.values());
    int count = below.size() * above.size();
    double[] ratios = new double[count];
    double[] weights = new double[count];
    int next = 0;
    for (int i = 0; i < below.size(); i++) {
      for (int j = 0; j < above.size(); j++) {
        ratios[next] = above.mean(j) / below.mean(i);
        weights[next++] = above.weight(j) * below.weight(i);
      }
    }
    return sorted(ratios, weights);
  }

  private static RatioBootstrap sorted(double[] ratios, double[] weights) {
    Integer[] order = new Integer[ratios.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingDouble(i -> ratios[i]));
    double[] values = new double[order.length];
    double[] cumulative = new double[order.length];
    double sum = 0;
    for (int i = 0; i < order.length; i++) {
      values[i] = ratios[order[i]];
      sum += weights[order[i]];
      cumulative[i] = sum;
    }
    return new RatioBootstrap(values, cumulative);
  }

  private static RatioBootstrap drawn(Sample baseline, Sample run, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] below = baseline.values();
    double[] above = run.values();
    double[] ratios = new double[DRAWS];
    double[] cumulative = new double[DRAWS];
    for (int i = 0; i < DRAWS; i++) {
      ratios[i] = resampledMean(above, random) / resampledMean(below, random);
      cumulative[i] = (i + 1.0) / DRAWS;
    }
    Arrays.sort(ratios);
    return new RatioBootstrap(ratios, cumulative);
  }

  private static double resampledMean(double[] values, SplittableRandom random) {
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      sum += values[random.nextInt(values.length)];
    }
    return sum / values.length;
  }

  /** The smallest ratio whose cumulative probability reaches {@code p}, in the range [0, 1]. */
  double quantile(double p) {
    int place = Arrays.binarySearch(cumulative, p - 1e-12);
    return ratios[Math.min(place < 0 ? -place - 1 : place, ratios.length - 1)];
  }

  /** Both tails cut off at probability {@code tail}, as logarithms. */
  Interval logInterval(double tail) {
    return new Interval(Math.log(quantile(tail)), Math.log(quantile(1 - tail)));
  }
}
