package dev.tare.results.verdict;

import dev.tare.results.run.Assumption;
import dev.tare.results.run.Better;
import dev.tare.results.run.MetricKind;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How some metrics are compared.
 *
 * @param selector which metrics
 * @param criterion how they are compared
 * @param better which way they get better, when it is another than the run document says
 */
public record PolicyRule(Selector selector, Criterion criterion, Optional<Better> better) {
  /**
   * A rule for names only.
   *
   * @param pattern pattern of the whole metric name
   * @param criterion how these metrics are compared
   */
  public static PolicyRule named(String pattern, Criterion criterion) {
    return new PolicyRule(
        Selector.any().withMetric(Pattern.compile(pattern)), criterion, Optional.empty());
  }

  /**
   * A rule for a unit only.
   *
   * @param unit the base unit
   * @param criterion how these metrics are compared
   */
  public static PolicyRule measuredIn(String unit, Criterion criterion) {
    return new PolicyRule(Selector.any().withUnit(unit), criterion, Optional.empty());
  }

  /**
   * A rule for an assumption only.
   *
   * @param assumption the assumption
   * @param criterion how these metrics are compared
   */
  public static PolicyRule assumed(Assumption assumption, Criterion criterion) {
    return new PolicyRule(Selector.any().withAssumption(assumption), criterion, Optional.empty());
  }

  /** Whether the rule is for this metric. */
  public boolean matches(Subject subject, MetricKind kind) {
    return selector.matches(subject, kind);
  }

  PolicyRule with(Criterion other) {
    return new PolicyRule(selector, other, better);
  }

  /** Whether what it is about varies from run to run as times and rates do. */
  boolean variesAsTimesDo() {
    return criterion instanceof Criterion.Relative
        && !selector.isOfUnit(Policy.MEMORY_UNIT)
        && selector.assumption().filter(Assumption.EXACT::equals).isEmpty();
  }
}
