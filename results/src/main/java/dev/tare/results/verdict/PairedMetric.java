package dev.tare.results.verdict;

import dev.tare.results.run.Better;
import dev.tare.results.run.Block;
import dev.tare.results.run.Metric;
import dev.tare.results.run.MetricKind;
import dev.tare.results.stats.Interval;
import dev.tare.results.stats.Sample;
import dev.tare.results.stats.SignedRank;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A noisy metric of both arms, paired by block, on the scale on which it is judged: logarithms of
 * the ratios B/A, or differences B − A where a ratio means nothing. The members of a pair ran one
 * right after the other, or in turns; so what moves the machine slowly is in both and not in their
 * ratio; for the same reason no spread between runs is added.
 *
 * @param subject what it belongs to
 * @param kind the metric
 * @param a arm A's block means, of the blocks that both arms have
 * @param b arm B's, in the same order
 * @param scale the scale
 * @param tolerance on the judging scale, above 0
 * @param test what the pairs show
 */
record PairedMetric(
    Subject subject,
    MetricKind kind,
    Side a,
    Side b,
    Effect.Scale scale,
    double tolerance,
    SignedRank test) {

  /**
   * Pairs a metric.
   *
   * @param pair the metric in both arms
   * @param criterion how it is compared
   * @param inTurns whether samples at the same place in a block were taken one right after the
   *     other
   * @return empty when no block has both arms
   */
  static Optional<PairedMetric> of(MetricPair pair, Criterion criterion, boolean inTurns) {
    Map<Integer, Block> before = blocks(pair.baseline());
    Map<Integer, Block> now = blocks(pair.run());
    before.keySet().retainAll(now.keySet());
    now.keySet().retainAll(before.keySet());
    if (before.isEmpty()) {
      return Optional.empty();
    }
    Side a = side(before.values());
    Side b = side(now.values());
    if (criterion instanceof Criterion.Relative relative) {
      return Optional.of(
          inTurns && isPositive(before.values()) && isPositive(now.values())
              ? byRatio(pair, a, b, relative, ofTurns(before, now))
              : relative(pair, a, b, relative));
    }
    return Optional.of(byDifference(pair, a, b, ((Criterion.Absolute) criterion).tolerance()));
  }

  private static Map<Integer, Block> blocks(Metric metric) {
    return metric.blocks().stream()
        .collect(
            Collectors.toMap(Block::block, Function.identity(), (one, other) -> one, TreeMap::new));
  }

  private static Side side(Collection<Block> blocks) {
    return new Side(Optional.empty(), blocks.stream().map(Block::mean).toList());
  }

  private static boolean isPositive(Collection<Block> blocks) {
    return blocks.stream().flatMap(block -> block.samples().stream()).allMatch(each -> each > 0);
  }

  private static double[] ofTurns(Map<Integer, Block> before, Map<Integer, Block> now) {
    return before.keySet().stream()
        .mapToDouble(block -> ofTurns(before.get(block), now.get(block)))
        .toArray();
  }

  /** The median over the turns: what disturbed some of them does not move it. */
  private static double ofTurns(Block a, Block b) {
    int turns = a.samples().size();
    if (turns != b.samples().size()) {
      return Math.log(b.mean() / a.mean());
    }
    double[] ratios = new double[turns];
    for (int i = 0; i < turns; i++) {
      ratios[i] = Math.log(b.samples().get(i) / a.samples().get(i));
    }
    return Sample.of(ratios).median();
  }

  private static PairedMetric relative(
      MetricPair pair, Side a, Side b, Criterion.Relative criterion) {
    if (isPositive(a) && isPositive(b)) {
      return byRatio(pair, a, b, criterion, logRatios(a, b));
    }
    double middle = (meanMagnitude(a) + meanMagnitude(b)) / 2;
    return byDifference(pair, a, b, criterion.ofDifference(middle));
  }

  private static PairedMetric byRatio(
      MetricPair pair, Side a, Side b, Criterion.Relative criterion, double[] logRatios) {
    double middle = (meanMagnitude(a) + meanMagnitude(b)) / 2;
    double tolerance = criterion.ofLogRatio(middle);
    SignedRank test = SignedRank.of(logRatios);
    return new PairedMetric(
        pair.subject(), pair.kind(), a, b, Effect.Scale.RELATIVE, tolerance, test);
  }

  private static PairedMetric byDifference(MetricPair pair, Side a, Side b, double tolerance) {
    double[] differences = new double[a.blockMeans().size()];
    for (int i = 0; i < differences.length; i++) {
      differences[i] = b.blockMeans().get(i) - a.blockMeans().get(i);
    }
    SignedRank test = SignedRank.of(differences);
    return new PairedMetric(
        pair.subject(), pair.kind(), a, b, Effect.Scale.ABSOLUTE, tolerance, test);
  }

  private static double[] logRatios(Side a, Side b) {
    double[] ratios = new double[a.blockMeans().size()];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = Math.log(b.blockMeans().get(i) / a.blockMeans().get(i));
    }
    return ratios;
  }

  private static boolean isPositive(Side side) {
    return side.blockMeans().stream().allMatch(mean -> mean > 0);
  }

  private static double meanMagnitude(Side side) {
    List<Double> means = side.blockMeans();
    return means.stream().mapToDouble(Math::abs).average().orElse(0);
  }

  /** Whether each arm gave the same in every pair, of which there are two at least. */
  boolean isConstant() {
    return test.pairs() > 1 && isConstant(a) && isConstant(b);
  }

  private static boolean isConstant(Side side) {
    return side.blockMeans().stream().distinct().count() == 1;
  }

  /** One-sided p-value of a change for the worse; two-sided where any change is one. */
  double pWorse() {
    double above = test.pAboveZero();
    double below = test.pBelowZero();
    return switch (kind.better()) {
      case LOWER -> above;
      case HIGHER -> below;
      case SAME -> Math.min(1, 2 * Math.min(above, below));
    };
  }

  /** One-sided p-value of a change for the better; 1 where there is no better. */
  double pBetter() {
    return switch (kind.better()) {
      case LOWER -> test.pBelowZero();
      case HIGHER -> test.pAboveZero();
      case SAME -> 1;
    };
  }

  /** The interval turned so that more is worse. */
  Interval worseUpwards(Interval interval) {
    return kind.better() == Better.HIGHER
        ? new Interval(-interval.upper(), -interval.lower())
        : interval;
  }
}
