package dev.tare.results.stats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The bootstrap distribution of a ratio of two means: enumerated exactly when there are few
 * distinct resamples, else drawn from a seeded generator.
 *
 * <p>Swapping the sides turns each ratio into its inverse, and the order of the values does not
 * matter: the samples are sorted, and which stream of draws one gets depends on what it holds, not
 * on its side.
 */
final class RatioBootstrap {
  /** Up to four blocks a side; from five on drawing is quicker than enumerating. */
  private static final int MOST_ENUMERATED = 2_000;

  /** What sums of probabilities may be off by. */
  private static final double ROUNDING = 1e-12;

  /** Drawn ratios are equally likely. */
  private static final double[] ALIKE = new double[Draws.COUNT];

  static {
    Arrays.fill(ALIKE, 1.0 / Draws.COUNT);
  }

  private final double[] ratios;
  private final double[] weights;

  /** One value of the distribution, negated when the upper end is looked at. */
  private record Outcome(double value, double weight) {}

  private RatioBootstrap(double[] ratios, double[] weights) {
    this.ratios = ratios;
    this.weights = weights;
  }

  static RatioBootstrap of(Sample baseline, Sample run, long seed) {
    long distinct = Resamples.count(baseline.size()) * Resamples.count(run.size());
    double[] below = sorted(baseline);
    double[] above = sorted(run);
    return distinct <= MOST_ENUMERATED ? enumerated(below, above) : drawn(below, above, seed);
  }

  private static double[] sorted(Sample sample) {
    double[] values = sample.values();
    Arrays.sort(values);
    return values;
  }

  private static RatioBootstrap enumerated(double[] baseline, double[] run) {
    Resamples below = Resamples.of(baseline);
    Resamples above = Resamples.of(run);
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
    return new RatioBootstrap(ratios, weights);
  }

  private static RatioBootstrap drawn(double[] baseline, double[] run, long seed) {
    Draws draws = Draws.of(seed);
    int side = comesFirst(baseline, run) ? 0 : 1;
    double[] below = draws.means(baseline, side);
    double[] above = draws.means(run, 1 - side);
    for (int i = 0; i < above.length; i++) {
      above[i] /= below[i];
    }
    return new RatioBootstrap(above, ALIKE);
  }

  private static boolean comesFirst(double[] one, double[] other) {
    return one.length == other.length ? Arrays.compare(one, other) <= 0 : one.length < other.length;
  }

  /**
   * The smallest interval that holds a known one and, of the logarithms of the ratios, all but both
   * tails. Only ratios beyond the known interval are put in order, as no other can be an end.
   *
   * @param known an interval of logarithms
   * @param tail probability of each tail, in the range (0, 0.5)
   */
  Interval hull(Interval known, double tail) {
    double lowest = Math.exp(known.lower()) * (1 + ROUNDING);
    double highest = Math.exp(known.upper()) * (1 - ROUNDING);
    OptionalDouble lower = end(1, lowest, tail);
    OptionalDouble upper = end(-1, highest, tail);
    return new Interval(
        lower.isEmpty() ? known.lower() : Math.min(known.lower(), Math.log(lower.getAsDouble())),
        upper.isEmpty() ? known.upper() : Math.max(known.upper(), Math.log(upper.getAsDouble())));
  }

  /** The smallest ratio whose cumulative probability reaches {@code p}, in the range [0, 1]. */
  double quantile(double p) {
    return end(1, Double.POSITIVE_INFINITY, p).orElseThrow();
  }

  /**
   * The ratio at which the probability, counted from one end, reaches that of a tail.
   *
   * @param sign 1 to count from the least ratio, -1 from the greatest
   * @param limit the last ratio to be counted
   * @return empty when it is not reached up to the limit
   */
  private OptionalDouble end(int sign, double limit, double tail) {
    double wanted = tail - ROUNDING;
    double reached = 0;
    List<Outcome> counted = new ArrayList<>();
    for (int i = 0; i < ratios.length; i++) {
      if (sign * ratios[i] <= sign * limit) {
        counted.add(new Outcome(sign * ratios[i], weights[i]));
        reached += weights[i];
      }
    }
    if (counted.isEmpty() || reached < wanted) {
      return OptionalDouble.empty();
    }
    counted.sort(Comparator.comparingDouble(Outcome::value));
    double sum = 0;
    for (Outcome outcome : counted) {
      sum += outcome.weight();
      if (sum >= wanted) {
        return OptionalDouble.of(sign * outcome.value());
      }
    }
    // The same sum in another order may be off in its last digit.
    return OptionalDouble.of(sign * counted.get(counted.size() - 1).value());
  }
}
