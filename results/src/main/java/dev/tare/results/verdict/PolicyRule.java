package dev.tare.results.verdict;

import dev.tare.results.run.Assumption;
import dev.tare.results.run.MetricKind;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which metrics a criterion is for.
 *
 * @param name pattern of the whole metric name
 * @param unit pattern of the whole unit
 * @param assumption the assumption, when it matters
 * @param criterion how these metrics are compared
 */
public record PolicyRule(
    Pattern name, Pattern unit, Optional<Assumption> assumption, Criterion criterion) {
  /**
   * A rule for names only.
   *
   * @param pattern pattern of the whole metric name
   * @param criterion how these metrics are compared
   */
  public static PolicyRule named(String pattern, Criterion criterion) {
    return new PolicyRule(
        Pattern.compile(pattern), Pattern.compile(".*"), Optional.empty(), criterion);
  }

  /**
   * A rule for units only.
   *
   * @param pattern pattern of the whole unit
   * @param criterion how these metrics are compared
   */
  public static PolicyRule measuredIn(String pattern, Criterion criterion) {
    return new PolicyRule(
        Pattern.compile(".*"), Pattern.compile(pattern), Optional.empty(), criterion);
  }

  /**
   * A rule for an assumption only.
   *
   * @param assumption the assumption
   * @param criterion how these metrics are compared
   */
  public static PolicyRule assumed(Assumption assumption, Criterion criterion) {
    return new PolicyRule(
        Pattern.compile(".*"), Pattern.compile(".*"), Optional.of(assumption), criterion);
  }

  /** Whether the rule is for this metric. */
  public boolean matches(MetricKind kind) {
    return name.matcher(kind.name()).matches()
        && unit.matcher(kind.unit()).matches()
        && (assumption.isEmpty() || assumption.get() == kind.assumption());
  }

  PolicyRule with(Criterion other) {
    return new PolicyRule(name, unit, assumption, other);
  }
}
