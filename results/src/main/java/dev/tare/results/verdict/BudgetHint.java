package dev.tare.results.verdict;

import dev.tare.results.document.Spelling;
import dev.tare.results.run.MetricKind;
import dev.tare.results.run.Run;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Why a budget matches nothing.
 *
 * @param run the run
 * @param budget the budget
 * @param kinds what the run has, in its order
 */
record BudgetHint(Run run, Budget budget, Map<Subject, List<MetricKind>> kinds) {
  private static final String NOTHING = "nothing in the run matches";

  private static final int MOST_NAMES = 5;

  private record Candidate(Subject subject, MetricKind kind) {}

  /** One line, not escaped. */
  String text() {
    return otherUnit()
        .or(this::failed)
        .or(this::foundInside)
        .or(this::otherSubject)
        .or(this::misspelt)
        .map(hint -> NOTHING + ": " + hint)
        .orElseGet(() -> NOTHING + "; " + whatThereIs());
  }

  private Optional<String> otherUnit() {
    return first(each -> budget.selector().matches(each.subject, each.kind))
        .map(each -> each.kind)
        .map(kind -> kind.name() + " is measured in " + kind.unit() + ", not in " + budget.unit());
  }

  private Optional<String> failed() {
    return run.cells().stream()
        .filter(cell -> cell.metrics().isEmpty() && !cell.failedForks().isEmpty())
        .filter(cell -> budget.selector().matches(Subject.of(cell)))
        .findFirst()
        .map(cell -> "every fork failed of " + cell.id());
  }

  private Optional<String> foundInside() {
    return first(this::isFoundInside)
        .map(
            each ->
                "patterns match whole names, and these occur only inside those of "
                    + each.kind.name()
                    + " of "
                    + each.subject.label());
  }

  private boolean isFoundInside(Candidate each) {
    Selector selector = budget.selector();
    return each.kind.unit().equals(budget.unit())
        && isFound(selector.metric(), each.kind.name())
        && isFound(selector.benchmark(), each.subject.benchmark().orElse(""))
        && isFound(selector.family(), each.subject.family())
        && isFound(selector.variant(), each.subject.variant());
  }

  private static boolean isFound(Optional<Pattern> pattern, String name) {
    return pattern.isEmpty() || NameMatch.isInside(pattern.get(), name);
  }

  private Optional<String> otherSubject() {
    return first(each -> budget.selector().matchesName(each.kind.name()))
        .map(each -> "the run has " + each.kind.name() + ", but of others");
  }

  private Optional<String> misspelt() {
    TreeSet<String> names = new TreeSet<>();
    candidates().forEach(each -> names.add(each.kind.name()));
    List<String> near = Spelling.near(typed(), names);
    return near.isEmpty()
        ? Optional.empty()
        : Optional.of("did you mean " + String.join(" or ", near) + "?");
  }

  private String whatThereIs() {
    Set<String> names =
        candidates()
            .map(Candidate::kind)
            .filter(kind -> kind.unit().equals(budget.unit()))
            .map(MetricKind::name)
            .collect(Collectors.toSet());
    if (names.isEmpty()) {
      return "it has no metric in " + budget.unit();
    }
    int others = names.size() - MOST_NAMES;
    return "its metrics in "
        + budget.unit()
        + " are "
        + Spelling.mostAlike(typed(), names).stream()
            .limit(MOST_NAMES)
            .collect(Collectors.joining(", "))
        + (others > 0 ? " and " + others + " more" : "");
  }

  private String typed() {
    return budget.selector().metric().map(Pattern::pattern).orElse("");
  }

  private Optional<Candidate> first(Predicate<Candidate> test) {
    return candidates().filter(test).findFirst();
  }

  private Stream<Candidate> candidates() {
    return kinds.entrySet().stream()
        .flatMap(
            entry -> entry.getValue().stream().map(kind -> new Candidate(entry.getKey(), kind)));
  }
}
