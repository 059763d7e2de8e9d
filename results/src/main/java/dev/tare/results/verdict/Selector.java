package dev.tare.results.verdict;

import dev.tare.results.run.Assumption;
import dev.tare.results.run.MetricKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which metrics something is about. Each pattern must match wholly; what is absent matches
 * everything.
 *
 * @param benchmark pattern of a cell's benchmark; one that is present matches no model file
 * @param family pattern of the model family
 * @param variant pattern of the variant
 * @param metric pattern of the metric's name
 * @param unit pattern of the metric's base unit
 * @param assumption the metric's assumption
 */
public record Selector(
    Optional<Pattern> benchmark,
    Optional<Pattern> family,
    Optional<Pattern> variant,
    Optional<Pattern> metric,
    Optional<Pattern> unit,
    Optional<Assumption> assumption) {
  private static final Selector ANY =
      new Selector(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  /** Matches every metric of everything. */
  public static Selector any() {
    return ANY;
  }

  /**
   * Whether this is about that metric of that cell or model file.
   *
   * @throws CostlyPatternException when a pattern takes too long
   */
  public boolean matches(Subject subject, MetricKind kind) {
    return matches(subject)
        && matches(metric, kind.name())
        && matches(unit, kind.unit())
        && (assumption.isEmpty() || assumption.get() == kind.assumption());
  }

  /** Whether this is about some metric of that cell or model file. */
  public boolean matches(Subject subject) {
    return (benchmark.isEmpty()
            || subject.benchmark().filter(name -> matches(benchmark, name)).isPresent())
        && matches(family, subject.family())
        && matches(variant, subject.variant());
  }

  /** Whether a metric of that name may be meant. */
  public boolean matchesName(String name) {
    return matches(metric, name);
  }

  private static boolean matches(Optional<Pattern> pattern, String text) {
    return pattern.isEmpty() || NameMatch.isWhole(pattern.get(), text);
  }

  /** The same for metrics whose name matches. */
  public Selector withMetric(Pattern name) {
    return new Selector(benchmark, family, variant, Optional.of(name), unit, assumption);
  }

  /**
   * The same for metrics of one unit.
   *
   * @param base the unit itself, no pattern
   */
  public Selector withUnit(String base) {
    Pattern literal = Pattern.compile(base, Pattern.LITERAL);
    return new Selector(benchmark, family, variant, metric, Optional.of(literal), assumption);
  }

  /** The same for metrics of one assumption. */
  public Selector withAssumption(Assumption only) {
    return new Selector(benchmark, family, variant, metric, unit, Optional.of(only));
  }

  /** Whether this is about metrics of that very unit alone. */
  public boolean isOfUnit(String base) {
    return unit.filter(pattern -> pattern.pattern().equals(base)).isPresent();
  }

  /** One line: {@code loadTimeNs of family gemma.*}, or {@code every metric}. Not escaped. */
  public String text() {
    List<String> of = new ArrayList<>();
    benchmark.ifPresent(pattern -> of.add("benchmark " + pattern));
    family.ifPresent(pattern -> of.add("family " + pattern));
    variant.ifPresent(pattern -> of.add("variant " + pattern));
    String what = metric.map(Pattern::pattern).orElse("every metric");
    return of.isEmpty() ? what : what + " of " + String.join(", ", of);
  }
}
