package dev.tare.results.verdict;

import dev.tare.results.run.Assumption;
import dev.tare.results.run.Better;
import dev.tare.results.stats.SpreadPrior;
import java.util.List;
import java.util.Optional;

/**
 * The rules that one stated tolerance comes down to: how much two runs of the same thing differ
 * depends on what is measured, and a tolerance changes nothing about that.
 */
public final class ToleranceRules {
  private ToleranceRules() {}

  /**
   * A relative tolerance. A selector without a metric is about what the standard rules compare by a
   * ratio: a tolerance for a benchmark makes neither its hashes differ nor its counters count. With
   * a metric the tolerance holds as it is written, for small amounts of memory as well.
   *
   * @param selector which metrics
   * @param tolerance change that does not matter, above 0; 0.05 stands for a factor between 1/1.05
   *     and 1.05
   * @param better which way they get better, when it is another than the run document says
   * @return in the order in which they are to be tried
   */
  public static List<PolicyRule> relative(
      Selector selector, double tolerance, Optional<Better> better) {
    boolean named = selector.metric().isPresent();
    Criterion memory =
        new Criterion.Relative(tolerance, named ? 0 : Policy.MEMORY_FLOOR_BYTES, Policy.MEMORY);
    Criterion others = new Criterion.Relative(tolerance, 0, Policy.HOSTED_MACHINES);
    if (!named) {
      Selector byRatio =
          selector.withMetric(Policy.COMPARED_BY_RATIO).withAssumption(Assumption.NOISY);
      return List.of(
          new PolicyRule(byRatio.withUnit(Policy.MEMORY_UNIT), memory, better),
          new PolicyRule(byRatio, others, better));
    }
    Criterion exact = new Criterion.Relative(tolerance, 0, SpreadPrior.NONE);
    return List.of(
        new PolicyRule(selector.withAssumption(Assumption.EXACT), exact, better),
        new PolicyRule(selector.withUnit(Policy.MEMORY_UNIT), memory, better),
        new PolicyRule(selector, others, better));
  }

  /**
   * An absolute tolerance. Times, rates and memory are compared by their ratio all the same, as
   * their spread between runs is relative; the amount is then what never matters.
   *
   * @param selector which metrics
   * @param tolerance difference that does not matter, in the metrics' base unit, above 0
   * @param unit the base unit of the metrics that it is about; all of them when empty
   * @param better which way they get better, when it is another than the run document says
   * @return in the order in which they are to be tried
   */
  public static List<PolicyRule> absolute(
      Selector selector, double tolerance, Optional<String> unit, Optional<Better> better) {
    Selector of = unit.map(selector::withUnit).orElse(selector);
    Criterion difference = new Criterion.Absolute(tolerance);
    PolicyRule exact = new PolicyRule(of.withAssumption(Assumption.EXACT), difference, better);
    if (unit.isPresent()) {
      return List.of(exact, new PolicyRule(of, noisy(unit.get(), tolerance), better));
    }
    return List.of(
        exact,
        ofUnit(of, Policy.DIMENSIONLESS, tolerance, better),
        ofUnit(of, Policy.MEMORY_UNIT, tolerance, better),
        new PolicyRule(of, noisy("", tolerance), better));
  }

  private static PolicyRule ofUnit(
      Selector selector, String unit, double tolerance, Optional<Better> better) {
    return new PolicyRule(selector.withUnit(unit), noisy(unit, tolerance), better);
  }

  private static Criterion noisy(String unit, double tolerance) {
    return switch (unit) {
      case Policy.DIMENSIONLESS -> new Criterion.Absolute(tolerance);
      case Policy.MEMORY_UNIT ->
          new Criterion.Relative(Double.MIN_NORMAL, tolerance, Policy.MEMORY);
      default -> new Criterion.Relative(Double.MIN_NORMAL, tolerance, Policy.HOSTED_MACHINES);
    };
  }
}
