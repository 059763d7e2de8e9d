package dev.tare.results.verdict;

import dev.tare.results.precision.FewestPairs;
import dev.tare.results.run.Assumption;
import dev.tare.results.run.MetricKind;
import dev.tare.results.stats.SpreadPrior;
import java.util.ArrayList;
import java.util.List;

/**
 * What counts as a change, and how often a false alarm is accepted.
 *
 * @param confidence confidence of every interval, in the range (0.5, 1)
 * @param falseAlarmsPerRun chance that two runs of the same thing show one or more regressions, in
 *     the range (0, 0.5]
 * @param seed seed of the bootstrap's resamples
 * @param inconclusiveIsIncomplete whether an inconclusive metric makes a comparison incomplete
 * @param rules the first one that matches a metric decides; the last matches every metric
 */
public record Policy(
    double confidence,
    double falseAlarmsPerRun,
    long seed,
    boolean inconclusiveIsIncomplete,
    List<PolicyRule> rules) {
  /**
   * Spread between runs of times and rates, where no history of the machine says better: the median
   * over 23 JMH benchmarks that were measured on 209 nights on hosted machines, each night's run on
   * the same commit and CPU model compared with others (Prometheus Java client, January to August
   * 2026). It hardly depends on a benchmark's own noise. A machine of one's own is usually
   * steadier.
   */
  public static final SpreadPrior HOSTED_MACHINES = new SpreadPrior(0.047, 30);

  /** Spread between runs of memory: an assumption, for want of data. */
  private static final SpreadPrior MEMORY = new SpreadPrior(0.005, 30);

  private static final double MEMORY_FLOOR_BYTES = 4 << 20;
  private static final double TOLERANCE = 0.05;
  private static final double COSINE_TOLERANCE = 5e-4;

  /**
   * Copies and checks.
   *
   * @throws IllegalArgumentException when a value is out of its range or there is no rule
   */
  public Policy {
    if (!(confidence > 0.5 && confidence < 1)) {
      throw new IllegalArgumentException("confidence must be in (0.5, 1), got " + confidence);
    }
    if (!(falseAlarmsPerRun > 0 && falseAlarmsPerRun <= 0.5)) {
      throw new IllegalArgumentException(
          "falseAlarmsPerRun must be in (0, 0.5], got " + falseAlarmsPerRun);
    }
    rules = List.copyOf(rules);
    if (rules.isEmpty()) {
      throw new IllegalArgumentException("a policy needs a rule");
    }
  }

  /** What holds when nothing else is said. */
  public static Policy standard() {
    return new Policy(
        0.95,
        0.05,
        1,
        false,
        List.of(
            PolicyRule.named("cosine.*", new Criterion.Absolute(COSINE_TOLERANCE)),
            PolicyRule.named(
                // A token's mean latency is its rate said again, a picture's rate its latency.
                "decodeTokenLatencyNs|imagesPerSecond"
                    + "|gc(TimeNs|Count)|majorFaults|(in)?voluntaryContextSwitches"
                    // Parts of what is judged as a whole, and the conditions of a load.
                    + "|jvmBaseline.*|load(Model|Map|Tensors|Context)Ns|loadDiskReadBytes"
                    + "|residentShareBeforeLoad|loadPeakRss.*|loadedRssSharedBytes|workPeakRssBytes|steadyRss.*"
                    + "|unreclaimableRssBytes|energyJoules|idlePowerWatts",
                new Criterion.Informational()),
            PolicyRule.assumed(Assumption.EXACT, new Criterion.Equality()),
            PolicyRule.measuredIn(
                "bytes", new Criterion.Relative(TOLERANCE, MEMORY_FLOOR_BYTES, MEMORY)),
            PolicyRule.named(".*", new Criterion.Relative(TOLERANCE, 0, HOSTED_MACHINES))));
  }

  /**
   * What holds for two arms of one run: the standard rules under another tolerance and without any
   * spread between runs, which pairs share. False alarms are rarer: such a run is made to be sure.
   *
   * @param tolerance relative change that does not matter, above 0
   */
  public static Policy paired(double tolerance) {
    Policy standard = standard();
    return new Policy(
        standard.confidence,
        FewestPairs.FALSE_ALARMS,
        standard.seed,
        false,
        standard.rules.stream()
            .map(
                rule ->
                    rule.criterion() instanceof Criterion.Relative relative
                        ? rule.with(
                            new Criterion.Relative(tolerance, relative.floor(), SpreadPrior.NONE))
                        : rule)
            .toList());
  }

  /**
   * The same policy for a machine whose spread between runs is known.
   *
   * @param sd standard deviation of one run's times and rates, relative, 0 or more
   */
  public Policy withSpreadBetweenRuns(double sd) {
    PolicyRule last = rules.get(rules.size() - 1);
    if (!(last.criterion() instanceof Criterion.Relative relative)) {
      throw new IllegalStateException("the last rule is not relative");
    }
    SpreadPrior prior = new SpreadPrior(sd, relative.betweenRuns().degreesOfFreedom());
    Criterion known = new Criterion.Relative(relative.tolerance(), relative.floor(), prior);
    List<PolicyRule> changed = new ArrayList<>(rules);
    changed.set(rules.size() - 1, last.with(known));
    return new Policy(confidence, falseAlarmsPerRun, seed, inconclusiveIsIncomplete, changed);
  }

  /**
   * The same policy, with inconclusive metrics counted as missing evidence or not.
   *
   * @param incomplete whether they make a comparison incomplete
   */
  public Policy withInconclusiveIncomplete(boolean incomplete) {
    return new Policy(confidence, falseAlarmsPerRun, seed, incomplete, rules);
  }

  /** How a metric is compared. */
  public Criterion criterionFor(MetricKind kind) {
    return rules.stream()
        .filter(rule -> rule.matches(kind))
        .findFirst()
        .map(PolicyRule::criterion)
        .orElseGet(Criterion.Informational::new);
  }
}
