package dev.tare.results.report;

import dev.tare.results.document.PlainText;
import dev.tare.results.verdict.Budget;
import dev.tare.results.verdict.BudgetRow;
import dev.tare.results.verdict.BudgetVerdict;
import dev.tare.results.verdict.Comparison;
import dev.tare.results.verdict.Subject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The budgets of a comparison for a terminal, worst first. */
final class BudgetText {
  private static final int LONGEST_NAME = 32;
  private static final int VALUE = 9;
  private static final int INTERVAL = 15;
  private static final String INDENT = "  ";

  private final Comparison comparison;
  private final TerminalStyle style;
  private final boolean all;
  private final List<String> lines = new ArrayList<>();

  /**
   * For a comparison.
   *
   * @param comparison the comparison
   * @param style what the terminal can show
   * @param all whether budgets that are kept are listed one by one
   */
  BudgetText(Comparison comparison, TerminalStyle style, boolean all) {
    this.comparison = comparison;
    this.style = style;
    this.all = all;
  }

  /** One line: {@code budgets: 1 over, 5 kept}; empty when the policy has none. */
  Optional<String> summary() {
    List<String> parts = new ArrayList<>();
    for (BudgetVerdict verdict : BudgetVerdict.values()) {
      int count = comparison.budgets(verdict).size();
      if (count > 0) {
        parts.add(painted(verdict, count + " " + verdict.id()));
      }
    }
    return parts.isEmpty()
        ? Optional.empty()
        : Optional.of("budgets: " + String.join(style.dot(), parts));
  }

  /** A section for each verdict but that of budgets that are kept, unless all are listed. */
  List<String> sections() {
    lines.clear();
    section(BudgetVerdict.OVER, "over budget");
    section(BudgetVerdict.NOT_MEASURED, "budgets that nothing was measured for");
    section(BudgetVerdict.INCONCLUSIVE, "budgets that may be kept or not");
    if (all) {
      section(BudgetVerdict.KEPT, "budgets kept");
    }
    return List.copyOf(lines);
  }

  private void section(BudgetVerdict verdict, String title) {
    List<BudgetRow> rows = comparison.budgets(verdict);
    if (rows.isEmpty()) {
      return;
    }
    lines.add(style.bold(painted(verdict, title + " (" + rows.size() + ")")));
    int longest = rows.stream().mapToInt(row -> row.kind().name().length()).max().orElse(0);
    int names = Math.min(LONGEST_NAME, longest);
    bySubject(rows)
        .forEach(
            (subject, of) -> {
              lines.add(INDENT + subject(subject));
              of.forEach(row -> row(row, names));
            });
    lines.add("");
  }

  private static Map<Subject, List<BudgetRow>> bySubject(List<BudgetRow> rows) {
    Map<Subject, List<BudgetRow>> groups = new LinkedHashMap<>();
    rows.forEach(row -> groups.computeIfAbsent(row.subject(), s -> new ArrayList<>()).add(row));
    return groups;
  }

  private String subject(Subject subject) {
    String plain = PlainText.oneLine(RowText.subject(subject));
    return Line.wrapped(plain, style.width() - INDENT.length(), INDENT + INDENT + INDENT);
  }

  private void row(BudgetRow row, int names) {
    String name = Line.left(PlainText.oneLine(row.kind().name()), names);
    String interval = interval(row, style);
    String shown = interval.isEmpty() ? "" : "[" + interval + "]";
    String value = painted(row.verdict(), value(row).orElse(style.none()));
    List<String> parts =
        List.of(
            INDENT + INDENT + name + " " + Line.right(value, VALUE),
            Line.left(style.dim(shown), INTERVAL),
            "limit " + PlainText.oneLine(row.budget().text()));
    lines.add(Line.flowed(parts, style.width(), INDENT + INDENT + INDENT));
    row.notes().forEach(this::reason);
    row.budget().reason().ifPresent(reason -> reason("reason: " + reason));
  }

  private void reason(String text) {
    String indent = INDENT + INDENT + INDENT;
    String plain = PlainText.note(text);
    lines.add(style.dim(indent + Line.wrapped(plain, style.width() - indent.length(), indent)));
  }

  private String painted(BudgetVerdict verdict, String text) {
    return switch (verdict) {
      case OVER -> style.bad(text);
      case NOT_MEASURED, INCONCLUSIVE -> style.doubtful(text);
      case KEPT -> text;
    };
  }

  /** {@code 2.31 GiB}, in the limit's unit; empty when it was not measured. Not escaped. */
  static Optional<String> value(BudgetRow row) {
    return row.mean().isEmpty()
        ? Optional.empty()
        : Optional.of(scale(row).withUnit(row.mean().getAsDouble(), digits(row)));
  }

  private static Scale scale(BudgetRow row) {
    return Scale.like(row.budget().text(), row.kind().unit(), row.mean().orElse(0));
  }

  /** What has no unit is near 1, as cosines are, or counted. */
  private static int digits(BudgetRow row) {
    return row.kind().unit().equals("1") ? 6 : 3;
  }

  /** {@code 2.29…2.33}, in the value's unit; empty when there is none. */
  static String interval(BudgetRow row, TerminalStyle style) {
    if (row.interval().isEmpty()) {
      return "";
    }
    Scale scale = scale(row);
    int digits = digits(row);
    return Digits.significant(row.interval().get().lower() / scale.size(), digits)
        + style.range()
        + Digits.significant(row.interval().get().upper() / scale.size(), digits);
  }

  /** What explains a row, in one line; empty when nothing does. Not escaped. */
  static String why(BudgetRow row) {
    Budget budget = row.budget();
    List<String> parts = new ArrayList<>(row.notes());
    budget.reason().ifPresent(reason -> parts.add("reason: " + reason));
    return String.join("; ", parts);
  }
}
