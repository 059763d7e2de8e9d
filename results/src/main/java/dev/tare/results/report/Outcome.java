package dev.tare.results.report;

import dev.tare.results.verdict.BudgetRow;
import dev.tare.results.verdict.Comparison;
import dev.tare.results.verdict.FailedCell;
import dev.tare.results.verdict.Row;
import dev.tare.results.verdict.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One thing that a comparison says, for outputs that name and count such things: a metric, a
 * budget, a cell of which forks failed, or the comparison as a whole. No text is escaped.
 *
 * @param standing what is said
 * @param group the benchmark, or {@code model file}
 * @param name what tells it from others of the group: family and variant, parameters, metric
 * @param lines the reasons, the most important one first; may be empty
 */
record Outcome(Standing standing, String group, String name, List<String> lines) {
  private static final int MOST_LOG_LINES = 50;

  /** Copies the lines. */
  Outcome {
    lines = List.copyOf(lines);
  }

  /**
   * Everything that a comparison says, worst first after the comparison itself. The only place that
   * decides it, so that all outputs agree with the exit code.
   *
   * @param comparison the comparison
   * @param words writes changes and values
   */
  static List<Outcome> all(Comparison comparison, RowText words) {
    List<Outcome> all = new ArrayList<>();
    all.add(whole(comparison));
    List<Outcome> budgets =
        comparison.budgets().stream().map(row -> of(row, comparison, words)).toList();
    List<Outcome> rows = comparison.rows().stream().map(row -> of(row, comparison, words)).toList();
    with(Standing.OVER_BUDGET, budgets).forEach(all::add);
    with(Standing.REGRESSED, rows).forEach(all::add);
    with(Standing.NOT_MEASURED, budgets).forEach(all::add);
    comparison.failures().forEach(cell -> all.add(of(cell)));
    rows.stream().filter(row -> row.standing != Standing.REGRESSED).forEach(all::add);
    budgets.stream()
        .filter(row -> row.standing != Standing.OVER_BUDGET)
        .filter(row -> row.standing != Standing.NOT_MEASURED)
        .forEach(all::add);
    return all;
  }

  private static Stream<Outcome> with(Standing standing, List<Outcome> outcomes) {
    return outcomes.stream().filter(outcome -> outcome.standing == standing);
  }

  /**
   * It is an error of its own when no regression is found, but something to find it by is missing.
   */
  private static Outcome whole(Comparison comparison) {
    boolean incomplete = comparison.exitCode() == 3;
    List<String> lines = new ArrayList<>();
    if (incomplete) {
      lines.add(Headline.of(comparison) + ": " + Headline.counts(comparison, ", "));
      lines.addAll(comparison.notes());
    }
    Standing standing = incomplete ? Standing.INCOMPLETE : Standing.FINE;
    return new Outcome(standing, "tare", "comparison", lines);
  }

  private static Outcome of(Row row, Comparison comparison, RowText words) {
    boolean decisionWanted = comparison.policy().inconclusiveIsIncomplete();
    List<String> lines = new ArrayList<>();
    row.excuse().ifPresent(excuse -> lines.add(row.verdict().id() + ", but " + excuse));
    lines.addAll(facts(row, words));
    return new Outcome(
        Standing.of(row, decisionWanted),
        group(row.subject()),
        name(row.subject()) + " " + row.kind().name(),
        lines);
  }

  private static List<String> facts(Row row, RowText words) {
    List<String> facts = new ArrayList<>(row.notes());
    if (row.baseline().isPresent() && row.run().isPresent()) {
      facts.add(0, words.sentence(row));
    } else if (row.baseline().isPresent() || row.run().isPresent()) {
      // A value alone says little; why it is alone says more.
      facts.add((row.run().isPresent() ? "run: " : "baseline: ") + words.values(row));
    }
    return facts;
  }

  private static Outcome of(BudgetRow row, Comparison comparison, RowText words) {
    boolean decisionWanted = comparison.policy().inconclusiveIsIncomplete();
    List<String> lines = new ArrayList<>();
    lines.add(words.sentence(row));
    lines.addAll(row.notes());
    row.budget().reason().ifPresent(reason -> lines.add("reason: " + reason));
    return new Outcome(
        Standing.of(row.verdict(), decisionWanted),
        group(row.subject()),
        name(row.subject()) + " " + row.kind().name() + " " + row.budget().text(),
        lines);
  }

  private static Outcome of(FailedCell cell) {
    List<String> lines = new ArrayList<>();
    lines.add(cell.reason());
    cell.forks().get(0).failure().orElseThrow().logTail().stream()
        .limit(MOST_LOG_LINES)
        .forEach(lines::add);
    Subject subject = cell.subject();
    return new Outcome(Standing.FORKS_FAILED, group(subject), name(subject) + " forks", lines);
  }

  private static String group(Subject subject) {
    return subject.benchmark().orElse("model file");
  }

  private static String name(Subject subject) {
    StringBuilder name = new StringBuilder(subject.family() + "/" + subject.variant());
    for (Map.Entry<String, String> parameter : subject.parameters().entrySet()) {
      name.append(' ').append(parameter.getKey()).append('=').append(parameter.getValue());
    }
    return name.toString();
  }
}
