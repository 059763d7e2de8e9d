package dev.tare.results.verdict;

import dev.tare.results.precision.FewestPairs;
import dev.tare.results.run.Assumption;
import dev.tare.results.run.Better;
import dev.tare.results.run.MetricKind;
import dev.tare.results.stats.SpreadPrior;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What counts as a change, how often a false alarm is accepted, and what must hold whatever
 * changed.
 *
 * @param confidence confidence of every interval, in the range (0.5, 1)
 * @param falseAlarmsPerRun chance that two runs of the same thing show one or more regressions, in
 *     the range (0, 0.5]
 * @param seed seed of the bootstrap's resamples
 * @param inconclusiveIsIncomplete whether an inconclusive metric or budget makes a comparison
 *     incomplete
 * @param rules the first one that matches a metric decides; the last matches every metric
 * @param budgets absolute limits of a run
 * @param knownChanges changes that are wanted or explained
 * @param mutes what raises no alarm for a while
 * @param source name of the file that it was read from; empty when nobody wrote one
 */
public record Policy(
    double confidence,
    double falseAlarmsPerRun,
    long seed,
    boolean inconclusiveIsIncomplete,
    List<PolicyRule> rules,
    List<Budget> budgets,
    List<KnownChange> knownChanges,
    List<Mute> mutes,
    Optional<String> source) {
  /**
   * Spread between runs of times and rates, where no history of the machine says better: the median
   * over 23 JMH benchmarks that were measured on 209 nights on hosted machines, each night's run on
   * the same commit and CPU model compared with others (Prometheus Java client, January to August
   * 2026). It hardly depends on a benchmark's own noise. A machine of one's own is usually
   * steadier.
   */
  public static final SpreadPrior HOSTED_MACHINES = new SpreadPrior(0.047, 30);

  /** Base unit of memory. */
  static final String MEMORY_UNIT = "bytes";

  /** Base unit of what has none, such as a cosine. */
  static final String DIMENSIONLESS = "1";

  /** Spread between runs of memory: an assumption, for want of data. */
  static final SpreadPrior MEMORY = new SpreadPrior(0.005, 30);

  /** A change of so many bytes never matters by the standard rules. */
  static final double MEMORY_FLOOR_BYTES = 4 << 20;

  /**
   * Spread between runs of what an operation allocates: an assumption, for want of data. Much
   * follows from the code; what the compiler makes of it varies between forks already.
   */
  private static final SpreadPrior ALLOCATION = new SpreadPrior(0.002, 30);

  private static final String ALLOCATED_BY_AN_OPERATION = "gc\\.alloc\\.rate\\.norm";
  private static final double ALLOCATION_TOLERANCE = 0.01;
  private static final double ALLOCATION_FLOOR_BYTES = 16;

  private static final double TOLERANCE = 0.05;
  private static final double COSINE_TOLERANCE = 5e-4;
  private static final String COMPARED_BY_DIFFERENCE = "cosine.*";

  private static final Pattern COSINES = Pattern.compile(COMPARED_BY_DIFFERENCE);

  private static final String RECORDED_ONLY =
      // A token's mean latency is its rate said again, a picture's rate its latency.
      "decodeTokenLatencyNs|imagesPerSecond"
          + "|gc(TimeNs|Count)|majorFaults|(in)?voluntaryContextSwitches"
          // Parts of what is judged as a whole, and the conditions of a load.
          + "|jvmBaseline.*|load(Model|Map|Tensors|Context)Ns|loadDiskReadBytes"
          + "|residentShareBeforeLoad|loadPeakRss.*|loadedRssSharedBytes|workPeakRssBytes|steadyRss.*"
          + "|unreclaimableRssBytes|energyJoules|idlePowerWatts"
          // What JMH's profilers and counters add.
          + "|gc\\.(?!alloc\\.rate\\.norm\\z).*|secondary\\..*";

  /**
   * Names of what the standard rules compare by a ratio, when it is not exact and has no tolerance
   * of its own.
   */
  static final Pattern COMPARED_BY_RATIO =
      Pattern.compile(
          "(?!(?:"
              + String.join("|", COMPARED_BY_DIFFERENCE, ALLOCATED_BY_AN_OPERATION, RECORDED_ONLY)
              + ")\\z).*");

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
    budgets = List.copyOf(budgets);
    knownChanges = List.copyOf(knownChanges);
    mutes = List.copyOf(mutes);
    if (rules.isEmpty()) {
      throw new IllegalArgumentException("a policy needs a rule");
    }
  }

  /** A policy without budgets, known changes and mutes, which no file holds. */
  public Policy(
      double confidence,
      double falseAlarmsPerRun,
      long seed,
      boolean inconclusiveIsIncomplete,
      List<PolicyRule> rules) {
    this(
        confidence,
        falseAlarmsPerRun,
        seed,
        inconclusiveIsIncomplete,
        rules,
        List.of(),
        List.of(),
        List.of(),
        Optional.empty());
  }

  /** What holds when nothing else is said. */
  public static Policy standard() {
    return new Policy(
        0.95,
        0.05,
        1,
        false,
        List.of(
            PolicyRule.named(COMPARED_BY_DIFFERENCE, new Criterion.Absolute(COSINE_TOLERANCE)),
            new PolicyRule(
                Selector.any()
                    .withMetric(Pattern.compile(ALLOCATED_BY_AN_OPERATION))
                    .withUnit(MEMORY_UNIT),
                new Criterion.Relative(ALLOCATION_TOLERANCE, ALLOCATION_FLOOR_BYTES, ALLOCATION),
                Optional.empty()),
            PolicyRule.named(RECORDED_ONLY, new Criterion.Informational()),
            PolicyRule.assumed(Assumption.EXACT, new Criterion.Equality()),
            PolicyRule.measuredIn(
                MEMORY_UNIT, new Criterion.Relative(TOLERANCE, MEMORY_FLOOR_BYTES, MEMORY)),
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
    return withRules(
        rules.stream().map(rule -> rule.variesAsTimesDo() ? steadier(rule, sd) : rule).toList());
  }

  private static PolicyRule steadier(PolicyRule rule, double sd) {
    Criterion.Relative relative = (Criterion.Relative) rule.criterion();
    SpreadPrior prior = new SpreadPrior(sd, relative.betweenRuns().degreesOfFreedom());
    return rule.with(new Criterion.Relative(relative.tolerance(), relative.floor(), prior));
  }

  /**
   * The same policy, with inconclusive metrics counted as missing evidence or not.
   *
   * @param incomplete whether they make a comparison incomplete
   */
  public Policy withInconclusiveIncomplete(boolean incomplete) {
    return with(incomplete, rules, budgets, knownChanges, mutes);
  }

  /** The same policy with other rules. */
  public Policy withRules(List<PolicyRule> other) {
    return with(inconclusiveIsIncomplete, other, budgets, knownChanges, mutes);
  }

  /** The same policy with rules that are tried before all others. */
  public Policy withRulesBefore(List<PolicyRule> first) {
    return withRules(Stream.concat(first.stream(), rules.stream()).toList());
  }

  /** The same policy with other budgets. */
  public Policy withBudgets(List<Budget> other) {
    return with(inconclusiveIsIncomplete, rules, other, knownChanges, mutes);
  }

  /** The same policy with other known changes. */
  public Policy withKnownChanges(List<KnownChange> other) {
    return with(inconclusiveIsIncomplete, rules, budgets, other, mutes);
  }

  /** The same policy with other mutes. */
  public Policy withMutes(List<Mute> other) {
    return with(inconclusiveIsIncomplete, rules, budgets, knownChanges, other);
  }

  private Policy with(
      boolean incomplete,
      List<PolicyRule> rules,
      List<Budget> budgets,
      List<KnownChange> knownChanges,
      List<Mute> mutes) {
    return new Policy(
        confidence,
        falseAlarmsPerRun,
        seed,
        incomplete,
        rules,
        budgets,
        knownChanges,
        mutes,
        source);
  }

  /** The known changes that are about a metric, in the order of the policy. */
  public List<KnownChange> knownChanges(Subject subject, MetricKind kind) {
    return knownChanges.stream().filter(each -> each.selector().matches(subject, kind)).toList();
  }

  /**
   * The mute of a metric, the first that holds.
   *
   * @param run when the judged run started
   */
  public Optional<Mute> mute(Subject subject, MetricKind kind, Instant run) {
    return mutes.stream()
        .filter(each -> !each.hasExpired(run))
        .filter(each -> each.selector().matches(subject, kind))
        .findFirst();
  }

  /** How a metric is compared. */
  public Criterion criterionFor(Subject subject, MetricKind kind) {
    return ruleFor(subject, kind)
        .map(rule -> fitted(rule.criterion(), kind))
        .orElseGet(Criterion.Informational::new);
  }

  /** Whether a metric comes out the same again, but for the order of sums: a cosine. */
  static boolean repeats(MetricKind kind) {
    return COSINES.matcher(kind.name()).matches();
  }

  /** Cosines hardly vary between runs, whatever rule is about them. */
  private static Criterion fitted(Criterion criterion, MetricKind kind) {
    return criterion instanceof Criterion.Relative relative && repeats(kind)
        ? new Criterion.Relative(relative.tolerance(), relative.floor(), SpreadPrior.NONE)
        : criterion;
  }

  /** The metric, with the better direction that its rule states. */
  public MetricKind directed(Subject subject, MetricKind kind) {
    if (rules.stream().noneMatch(rule -> rule.better().isPresent())) {
      return kind;
    }
    Optional<Better> stated = ruleFor(subject, kind).flatMap(PolicyRule::better);
    return stated.isEmpty() || stated.get() == kind.better()
        ? kind
        : new MetricKind(kind.name(), kind.unit(), stated.get(), kind.assumption());
  }

  private Optional<PolicyRule> ruleFor(Subject subject, MetricKind kind) {
    return rules.stream().filter(rule -> rule.matches(subject, kind)).findFirst();
  }
}
