package dev.tare.results.verdict;

import dev.tare.results.experience.MetricLevel;
import dev.tare.results.stats.Estimate;
import dev.tare.results.stats.PermutationTest;
import dev.tare.results.stats.Student;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** What the evidence for one metric can decide, and how much more of it would. */
final class Evidence {
  private static final int MOST_BLOCKS = 100;

  private final NoisyPair pair;
  private final Estimate judged;
  private final double confidence;
  private final double alarmP;
  private final int before;
  private final int now;
  private final int blocks;
  private final double blockVariance;
  private final double alarmQuantile;
  private double tailOfRuns = Double.NaN;

  /**
   * For a metric with an estimate.
   *
   * @param pair the metric
   * @param confidence of intervals
   * @param alarmP p-value at which the metric is flagged, if it is the worst of all
   */
  Evidence(NoisyPair pair, double confidence, double alarmP) {
    this.pair = pair;
    this.judged = pair.judged(confidence).orElseThrow();
    this.confidence = confidence;
    this.alarmP = alarmP;
    this.before = pair.pair().baseline().blocks().size();
    this.now = pair.pair().run().blocks().size();
    this.blocks = pair.learned().isPresent() ? now : Math.max(before, now);
    this.alarmQuantile = Student.quantile(1 - alarmP, judged.degreesOfFreedom());
    this.blockVariance =
        pair.measured().map(each -> each.variance() / (1.0 / before + 1.0 / now)).orElse(0.0);
  }

  /**
   * The smallest change for the worse that would have been flagged, on the judging scale; infinite
   * where so few blocks flag none.
   */
  double smallestAlarm() {
    if (pair.restsOnBlocksAlone() && PermutationTest.least(before, now) > alarmP) {
      return Double.POSITIVE_INFINITY;
    }
    double arm = judged.value() - judged.interval().lower();
    double unlikely = alarmQuantile * Math.sqrt(judged.variance());
    return Math.max(pair.tolerance() + arm, unlikely);
  }

  /** One line for an inconclusive metric. */
  String whatWouldDecide() {
    OptionalInt enough = enoughBlocks();
    if (enough.isPresent()) {
      return "about " + enough.getAsInt() + " blocks" + sides() + " would likely decide";
    }
    return chance() > Math.abs(Math.abs(distance()) - pair.tolerance())
        ? String.format(
            Locale.ROOT,
            "more blocks do not decide: %s by %s by chance alone, and the tolerance is no farther",
            level().isPresent() ? "a run may lie off its level" : "two runs may differ",
            readableChance())
        : "more than " + MOST_BLOCKS + " blocks" + sides() + " would be needed";
  }

  /** Blocks of the baseline do not add to what earlier runs tell. */
  private String sides() {
    return level().isPresent() ? "" : " a side";
  }

  private double distance() {
    return pair.learned().isPresent()
        ? judged.value()
        : pair.measured().map(Estimate::value).orElse(0.0);
  }

  /** Variance that no number of blocks takes away. */
  private double betweenRuns() {
    return level()
        .map(level -> level.varianceWith(Integer.MAX_VALUE))
        .orElse(2 * pair.prior().sd() * pair.prior().sd());
  }

  /** Solved once: learned degrees of freedom are no whole numbers and not remembered. */
  private double tailOfRuns() {
    if (Double.isNaN(tailOfRuns)) {
      tailOfRuns = Student.quantile(1 - (1 - confidence) / 2, betweenRunsDegreesOfFreedom());
    }
    return tailOfRuns;
  }

  private double betweenRunsDegreesOfFreedom() {
    return level()
        .map(each -> each.spread().degreesOfFreedom())
        .orElse(pair.prior().degreesOfFreedom());
  }

  private Optional<MetricLevel> level() {
    return pair.learned().map(NoisyPair.Learned::level);
  }

  /** What no number of blocks would tell from chance, on the judging scale. */
  private double chance() {
    return tailOfRuns() * Math.sqrt(betweenRuns());
  }

  private String readableChance() {
    if (pair.scale() == Effect.Scale.RELATIVE) {
      return String.format(Locale.ROOT, "%.0f %%", 100 * Math.expm1(chance()));
    }
    String unit = pair.pair().kind().unit();
    return String.format(Locale.ROOT, "%.3g%s", chance(), unit.equals("1") ? "" : " " + unit);
  }

  /**
   * The smallest number of blocks that decides, if the estimate stays where it is; found by
   * bisection, because what n blocks decide more blocks decide too.
   */
  private OptionalInt enoughBlocks() {
    if (blocks >= MOST_BLOCKS || !decides(MOST_BLOCKS)) {
      return OptionalInt.empty();
    }
    int tooFew = blocks;
    int enough = MOST_BLOCKS;
    while (enough - tooFew > 1) {
      int middle = (tooFew + enough) / 2;
      if (decides(middle)) {
        enough = middle;
      } else {
        tooFew = middle;
      }
    }
    return OptionalInt.of(enough);
  }

  private boolean decides(int n) {
    double distance = Math.abs(distance());
    double arm = arm(n);
    if (distance + arm <= pair.tolerance()) {
      return true;
    }
    if (pair.restsOnBlocksAlone() && PermutationTest.least(n, n) > alarmP) {
      return false;
    }
    return distance - arm > pair.tolerance() && distance > unlikely(n);
  }

  private double unlikely(int n) {
    return level()
        .map(level -> alarmQuantile * Math.sqrt(level.varianceWith(n)))
        .orElseGet(
            () ->
                Student.quantile(1 - alarmP, 2.0 * n - 2)
                    * Math.sqrt(2 * blockVariance / n + betweenRuns()));
  }

  private double arm(int n) {
    double tail = 1 - (1 - confidence) / 2;
    double ofRuns = tailOfRuns();
    return level()
        .map(level -> ofRuns * Math.sqrt(level.varianceWith(n)))
        .orElseGet(
            () ->
                Math.hypot(
                    Student.quantile(tail, 2.0 * n - 2) * Math.sqrt(2 * blockVariance / n),
                    ofRuns * Math.sqrt(betweenRuns())));
  }
}
