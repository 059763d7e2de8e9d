package dev.tare.results.report;

import dev.tare.results.document.PlainText;
import dev.tare.results.verdict.BudgetRow;
import dev.tare.results.verdict.BudgetVerdict;
import dev.tare.results.verdict.Comparison;
import dev.tare.results.verdict.FailedCell;
import dev.tare.results.verdict.Row;
import dev.tare.results.verdict.RunSummary;
import dev.tare.results.verdict.Verdict;
import java.util.List;

/** A comparison as GitHub-flavoured Markdown, for a pull request's comment. */
public final class DiffMarkdown {
  private static final int WIDE = 200;

  private final TerminalStyle style;
  private final RowText words;
  private final StringBuilder out = new StringBuilder();
  private final Comparison comparison;

  private DiffMarkdown(Comparison comparison, boolean unicode) {
    this.style = new TerminalStyle(false, unicode, WIDE);
    this.words = new RowText(style);
    this.comparison = comparison;
  }

  /**
   * The comparison as Markdown.
   *
   * @param comparison the comparison
   * @param unicode whether the output takes more than ASCII
   * @param all whether unchanged and inconclusive rows are listed one by one
   * @return lines that end with {@code \n}
   */
  public static String render(Comparison comparison, boolean unicode, boolean all) {
    return new DiffMarkdown(comparison, unicode).text(all);
  }

  private String text(boolean all) {
    line("### Tare: " + headline());
    line("");
    line("| | run | suite | blocks |");
    line("|---|---|---|---:|");
    side("baseline", comparison.baseline());
    side("run", comparison.run());
    line("");
    line("| verdict | metrics |");
    line("|---|---:|");
    comparison.counts().forEach((verdict, n) -> line("| " + verdict.id() + " | " + n + " |"));
    for (BudgetVerdict verdict : BudgetVerdict.values()) {
      int count = comparison.budgets(verdict).size();
      if (count > 0) {
        line("| budget " + verdict.id() + " | " + count + " |");
      }
    }
    line("");
    failures();
    budgets(BudgetVerdict.OVER);
    budgets(BudgetVerdict.NOT_MEASURED);
    budgets(BudgetVerdict.INCONCLUSIVE);
    table(Verdict.REGRESSED);
    table(Verdict.FAILED);
    table(Verdict.GONE);
    table(Verdict.IMPROVED);
    table(Verdict.NEW);
    if (all) {
      table(Verdict.INCONCLUSIVE);
      table(Verdict.UNCHANGED);
      budgets(BudgetVerdict.KEPT);
    }
    comparison.notes().forEach(note -> line("- " + escaped(note)));
    return style.shown(out.toString());
  }

  private String headline() {
    int regressed = comparison.unexcused(Verdict.REGRESSED);
    int over = comparison.budgets(BudgetVerdict.OVER).size();
    int excused = comparison.excused().size();
    String words =
        (regressed == 0 ? "no regression found" : regressed + " regressed")
            + (over == 0 ? "" : ", " + over + " over budget")
            + (excused == 0 ? "" : ", " + excused + " excused");
    return comparison.exitCode() == 3 ? words + ", but the comparison is incomplete" : words;
  }

  private void side(String name, RunSummary run) {
    line(
        "| "
            + name
            + " | "
            + escaped(run.id())
            + " | "
            + escaped(run.suite())
            + " | "
            + run.blocks()
            + " |");
  }

  private void failures() {
    for (FailedCell cell : comparison.failures()) {
      line("- failed: " + escaped(RowText.subject(cell.subject()) + ": " + cell.reason()));
    }
    if (!comparison.failures().isEmpty()) {
      line("");
    }
  }

  private void table(Verdict verdict) {
    List<Row> rows = comparison.rows(verdict);
    if (rows.isEmpty()) {
      return;
    }
    line("**" + verdict.id() + "** (" + rows.size() + ")");
    line("");
    line("| what | metric | change | interval | values |");
    line("|---|---|---:|---|---|");
    rows.forEach(
        row ->
            line(
                "| "
                    + escaped(RowText.subject(row.subject()))
                    + " | "
                    + metric(row)
                    + " | "
                    + escaped(words.change(row))
                    + " | "
                    + escaped(words.interval(row))
                    + " | "
                    + escaped(words.values(row))
                    + " |"));
    line("");
  }

  private static String metric(Row row) {
    String excuse = row.excuse().map(text -> " (" + escaped(text) + ")").orElse("");
    return escaped(row.kind().name()) + excuse;
  }

  private void budgets(BudgetVerdict verdict) {
    List<BudgetRow> rows = comparison.budgets(verdict);
    if (rows.isEmpty()) {
      return;
    }
    line("**budget " + verdict.id() + "** (" + rows.size() + ")");
    line("");
    line("| what | metric | value | interval | limit | why |");
    line("|---|---|---:|---|---|---|");
    rows.forEach(row -> line(budget(row)));
    line("");
  }

  private String budget(BudgetRow row) {
    return "| "
        + String.join(
            " | ",
            escaped(RowText.subject(row.subject())),
            escaped(row.kind().name()),
            escaped(BudgetText.value(row).orElse("")),
            escaped(BudgetText.interval(row, style)),
            escaped(row.budget().text()),
            escaped(BudgetText.why(row)))
        + " |";
  }

  /** Neither Markdown nor HTML survives in text from files. */
  static String escaped(String text) {
    return PlainText.oneLine(text)
        .replace("\\", "\\\\")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replaceAll("([|`*_\\[\\]~#@!])", "\\\\$1")
        .replace("://", ":&#8203;//");
  }

  private void line(String text) {
    out.append(text).append('\n');
  }
}
