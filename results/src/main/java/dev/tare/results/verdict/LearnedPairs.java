package dev.tare.results.verdict;

import dev.tare.results.experience.EarlierRuns;
import dev.tare.results.experience.Experience;
import dev.tare.results.experience.JudgedRun;
import dev.tare.results.experience.KnownChanges;
import dev.tare.results.experience.MetricLevel;
import dev.tare.results.run.MetricMean;
import dev.tare.results.run.SeriesId;
import dev.tare.results.stats.Estimate;
import dev.tare.results.stats.Interval;
import dev.tare.results.stats.SpreadPrior;
import dev.tare.results.stats.VariancePrior;
import java.time.Instant;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The metrics of both sides with what earlier runs of the machine say of them.
 *
 * <p>What moved the run as a whole is taken off where it is within what moved earlier runs, and
 * each metric judged by itself; where it is more, it is left in. That something is unchanged or
 * improved is said only where that is so with what moved the run, too.
 *
 * @param pairs the metrics
 * @param falseAlarms what is left for them of the accepted chance of a false alarm
 * @param use what was learned; empty when there was nothing to learn from
 */
record LearnedPairs(List<NoisyPair> pairs, double falseAlarms, Optional<HistoryUse> use) {
  /** How many runs' worth a spread is that was assumed, to each metric. */
  private static final double ASSUMED_RUNS = 4;

  static LearnedPairs of(List<NoisyPair> pairs, Policy policy, EarlierRuns earlier) {
    if (earlier.size() == 0) {
      return new LearnedPairs(pairs, policy.falseAlarmsPerRun(), Optional.empty());
    }
    Map<NoisyPair, SeriesId> ids = new IdentityHashMap<>();
    Map<SeriesId, VariancePrior> assumed = new LinkedHashMap<>();
    Map<SeriesId, MetricMean> means = new LinkedHashMap<>();
    String fingerprint = earlier.fingerprint();
    for (NoisyPair pair : pairs) {
      if (pair.canBeLearned()) {
        SeriesId id = id(pair, fingerprint);
        ids.put(pair, id);
        assumed.put(id, assumed(pair.prior()));
        means.put(id, MetricMean.of(pair.pair().run()));
      }
    }
    KnownChanges known = id -> begins(policy, id);
    Experience experience = Experience.of(earlier, assumed, known);
    JudgedRun run = JudgedRun.of(experience, means, policy.confidence());
    return new Said(pairs, ids, experience, run).with(policy);
  }

  private static SeriesId id(NoisyPair pair, String fingerprint) {
    Subject subject = pair.pair().subject();
    return new SeriesId(
        fingerprint,
        subject.benchmark().orElseThrow(),
        subject.family(),
        subject.variant(),
        subject.parameters(),
        pair.pair().kind());
  }

  /** When a metric is known to have come to a new level. */
  private static List<Instant> begins(Policy policy, SeriesId id) {
    return policy.knownChanges(Subject.of(id), id.kind()).stream().map(KnownChange::start).toList();
  }

  private static VariancePrior assumed(SpreadPrior prior) {
    return new VariancePrior(
        prior.sd() * prior.sd(), Math.min(ASSUMED_RUNS, prior.degreesOfFreedom()));
  }

  private record Said(
      List<NoisyPair> pairs, Map<NoisyPair, SeriesId> ids, Experience experience, JudgedRun run) {
    LearnedPairs with(Policy policy) {
      Optional<Estimate> shift = run.shift();
      boolean chance = shift.filter(each -> !holdsZero(each.interval())).isEmpty();
      List<NoisyPair> learned = pairs.stream().map(pair -> learned(pair, chance)).toList();
      long known = learned.stream().filter(pair -> pair.learned().isPresent()).count();
      HistoryUse use =
          new HistoryUse(
              experience.runs(),
              (int) known,
              pairs.size(),
              shift.map(each -> described(each, chance)));
      // To judge by either is one choice more.
      int tests = pairs.size() + (shift.isPresent() ? 1 : 0);
      double share = policy.falseAlarmsPerRun() / Math.max(1, tests);
      return new LearnedPairs(learned, share * pairs.size(), Optional.of(use));
    }

    private static boolean holdsZero(Interval interval) {
      return interval.lower() <= 0 && interval.upper() >= 0;
    }

    private static HistoryUse.Shift described(Estimate shift, boolean chance) {
      Interval interval = shift.interval();
      return new HistoryUse.Shift(
          Math.expm1(shift.value()),
          new Interval(Math.expm1(interval.lower()), Math.expm1(interval.upper())),
          chance);
    }

    private NoisyPair learned(NoisyPair pair, boolean withoutShift) {
      SeriesId id = ids.get(pair);
      if (id == null || run.whole(id).isEmpty()) {
        return pair;
      }
      Estimate whole = run.whole(id).get();
      MetricLevel level = experience.level(id).orElseThrow();
      return pair.with(
          new NoisyPair.Learned(
              withoutShift ? run.alone(id).orElseThrow() : whole, whole.interval(), level));
    }
  }
}
