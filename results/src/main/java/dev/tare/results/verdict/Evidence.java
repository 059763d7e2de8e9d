package dev.tare.results.verdict;

import dev.tare.results.stats.Estimate;
import dev.tare.results.stats.Student;
import java.util.Locale;
import java.util.OptionalInt;

/** What the evidence for one metric can decide, and how much more of it would. */
final class Evidence {
  private static final int MOST_BLOCKS = 100;

  private final NoisyPair pair;
  private final Estimate measured;
  private final double confidence;
  private final double alarmP;
  private final int blocks;
  private final double blockVariance;

  /**
   * For a metric with an estimate.
   *
   * @param pair the metric
   * @param policy the policy
   * @param tests how many metrics are judged together, at least 1
   */
  Evidence(NoisyPair pair, Policy policy, int tests) {
    this.pair = pair;
    this.measured = pair.measured().orElseThrow();
    this.confidence = policy.confidence();
    this.alarmP = policy.falseAlarmsPerRun() / tests;
    int before = pair.pair().baseline().blocks().size();
    int now = pair.pair().run().blocks().size();
    this.blocks = Math.max(before, now);
    this.blockVariance = measured.variance() / (1.0 / before + 1.0 / now);
  }

  /** The smallest change for the worse that would have been flagged, on the judging scale. */
  double smallestAlarm() {
    Estimate judged = measured.widenedBy(pair.prior(), confidence);
    double arm = judged.value() - judged.interval().lower();
    double unlikely =
        Student.quantile(1 - alarmP, judged.degreesOfFreedom()) * Math.sqrt(judged.variance());
    return Math.max(pair.tolerance() + arm, unlikely);
  }

  /** One line for an inconclusive metric. */
  String whatWouldDecide() {
    OptionalInt enough = enoughBlocks();
    if (enough.isPresent()) {
      return "about " + enough.getAsInt() + " blocks a side would likely decide";
    }
    return arm(MOST_BLOCKS) > Math.abs(Math.abs(measured.value()) - pair.tolerance())
            && pair.prior().sd() > 0
        ? String.format(
            Locale.ROOT,
            "more blocks do not decide: two runs may differ by %s by chance alone",
            chance())
        : "more than " + MOST_BLOCKS + " blocks a side would be needed";
  }

  private String chance() {
    double arm = Student.quantile(1 - (1 - confidence) / 2, pair.prior().degreesOfFreedom());
    double width = arm * Math.sqrt(2) * pair.prior().sd();
    return pair.scale() == Effect.Scale.RELATIVE
        ? String.format(Locale.ROOT, "%.0f %%", 100 * Math.expm1(width))
        : String.format(Locale.ROOT, "%.3g %s", width, pair.pair().kind().unit());
  }

  /**
   * The smallest number of blocks a side that decides, if the estimate stays where it is; found by
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
    double distance = Math.abs(measured.value());
    double arm = arm(n);
    if (distance + arm <= pair.tolerance()) {
      return true;
    }
    double sd = Math.sqrt(2 * blockVariance / n + 2 * pair.prior().sd() * pair.prior().sd());
    double unlikely = Student.quantile(1 - alarmP, 2.0 * n - 2) * sd;
    return distance - arm > pair.tolerance() && distance > unlikely;
  }

  private double arm(int n) {
    double tail = 1 - (1 - confidence) / 2;
    double ofBlocks = Student.quantile(tail, 2.0 * n - 2) * Math.sqrt(2 * blockVariance / n);
    double ofRuns =
        Student.quantile(tail, pair.prior().degreesOfFreedom()) * Math.sqrt(2) * pair.prior().sd();
    return Math.hypot(ofBlocks, ofRuns);
  }
}
