package dev.tare.results.verdict;

import dev.tare.results.run.Better;
import dev.tare.results.stats.Estimate;
import dev.tare.results.stats.Holm;
import dev.tare.results.stats.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Judges noisy metrics together.
 *
 * <p>A metric has regressed (or improved) when two things hold. The whole interval of the change
 * lies beyond the tolerance; and "there is no change at all" is rejected with a p-value that is
 * adjusted for the number of judged metrics ({@link Holm}), so that a comparison of two runs of the
 * same thing raises a false alarm no more often than the policy says, however many metrics it has.
 * It is unchanged when the whole interval lies inside the tolerance.
 */
final class NoisyJudge {
  private final double confidence;
  private final double falseAlarms;
  private final List<NoisyPair> pairs;
  private final List<Optional<Estimate>> judged;
  private final double[] pWorse;
  private final double[] pBetter;

  private NoisyJudge(List<NoisyPair> pairs, Policy policy, double falseAlarms) {
    this.confidence = policy.confidence();
    this.falseAlarms = falseAlarms;
    this.pairs = pairs;
    this.judged = pairs.stream().map(pair -> pair.judged(policy.confidence())).toList();
    double[] worse = new double[pairs.size()];
    double[] better = new double[pairs.size()];
    for (int i = 0; i < worse.length; i++) {
      NoisyPair pair = pairs.get(i);
      worse[i] = judged.get(i).map(pair::pWorse).orElse(1.0);
      better[i] = isWorseAnyWay(pair) ? worse[i] : judged.get(i).map(pair::pBetter).orElse(1.0);
    }
    this.pWorse = Holm.adjusted(worse);
    this.pBetter = Holm.adjusted(better);
  }

  /**
   * Judges.
   *
   * @param pairs the metrics
   * @param policy what counts as a change
   * @param falseAlarms accepted chance that one or more of unchanged metrics regress
   */
  static List<Row> judge(List<NoisyPair> pairs, Policy policy, double falseAlarms) {
    NoisyJudge judge = new NoisyJudge(pairs, policy, falseAlarms);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < pairs.size(); i++) {
      rows.add(judge.row(i));
    }
    return rows;
  }

  private Row row(int i) {
    NoisyPair pair = pairs.get(i);
    if (judged.get(i).isEmpty()) {
      String note = "one block shows no spread; measure both sides with 3 blocks or more";
      return row(pair, Verdict.INCONCLUSIVE, Optional.empty(), List.of(note));
    }
    Estimate estimate = judged.get(i).get();
    Verdict verdict = verdict(i, pair, estimate);
    Evidence evidence = new Evidence(pair, confidence, falseAlarms / pairs.size());
    Effect effect =
        new Effect(
            pair.scale(),
            pair.readable(estimate.value()),
            pair.readable(estimate.interval()),
            pair.readable(pair.measured().orElse(estimate).interval()),
            pair.readable(pair.tolerance()),
            smallestAlarm(pair, evidence.smallestAlarm()),
            pair.learned()
                .map(said -> Side.of(pair.pair().run()).mean() / Math.exp(estimate.value())));
    List<String> notes =
        verdict == Verdict.INCONCLUSIVE ? List.of(evidence.whatWouldDecide()) : List.of();
    return row(pair, verdict, Optional.of(effect), notes);
  }

  private static double smallestAlarm(NoisyPair pair, double onScale) {
    if (Double.isInfinite(onScale)) {
      return onScale;
    }
    return Math.abs(
        pair.readable(pair.pair().kind().better() == Better.HIGHER ? -onScale : onScale));
  }

  private Verdict verdict(int i, NoisyPair pair, Estimate estimate) {
    Interval worse = pair.worseUpwards(estimate.interval());
    double tolerance = pair.tolerance();
    Interval whole = pair.learned().map(said -> pair.worseUpwards(said.whole())).orElse(worse);
    if (worse.within(tolerance)) {
      return whole.within(tolerance) ? Verdict.UNCHANGED : Verdict.INCONCLUSIVE;
    }
    boolean beyond = worse.lower() > tolerance || worse.upper() < -tolerance;
    if (beyond && isWorseAnyWay(pair)) {
      return Math.max(pWorse[i], pBetter[i]) <= falseAlarms
          ? Verdict.REGRESSED
          : Verdict.INCONCLUSIVE;
    }
    if (pWorse[i] <= falseAlarms && worse.lower() > tolerance) {
      return Verdict.REGRESSED;
    }
    return pBetter[i] <= falseAlarms && worse.hull(whole).upper() < -tolerance
        ? Verdict.IMPROVED
        : Verdict.INCONCLUSIVE;
  }

  /**
   * Such a metric stands in both families, and counts when it does so in both: where it stood in
   * one, which side is the baseline would change how many of the others are found.
   */
  private static boolean isWorseAnyWay(NoisyPair pair) {
    return pair.pair().kind().better() == Better.SAME;
  }

  private static Row row(
      NoisyPair pair, Verdict verdict, Optional<Effect> effect, List<String> notes) {
    return new Row(
        pair.pair().subject(),
        pair.pair().kind(),
        verdict,
        Optional.of(Side.of(pair.pair().baseline())),
        Optional.of(Side.of(pair.pair().run())),
        effect,
        notes);
  }
}
