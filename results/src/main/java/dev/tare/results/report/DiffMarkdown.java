package dev.tare.results.report;

import dev.tare.results.document.PlainText;
import dev.tare.results.verdict.Comparison;
import dev.tare.results.verdict.FailedCell;
import dev.tare.results.verdict.Row;
import dev.tare.results.verdict.RunSummary;
import dev.tare.results.verdict.Verdict;
import java.util.List;
import java.util.Map;

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
    line("");
    failures();
    table(Verdict.REGRESSED);
    table(Verdict.FAILED);
    table(Verdict.GONE);
    table(Verdict.IMPROVED);
    table(Verdict.NEW);
    if (all) {
      table(Verdict.INCONCLUSIVE);
      table(Verdict.UNCHANGED);
    }
    comparison.notes().forEach(note -> line("- " + escaped(note)));
    return style.shown(out.toString());
  }

  private String headline() {
    Map<Verdict, Integer> counts = comparison.counts();
    int regressed = counts.get(Verdict.REGRESSED);
    String words = regressed == 0 ? "no regression found" : regressed + " regressed";
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
                    + escaped(row.kind().name())
                    + " | "
                    + escaped(words.change(row))
                    + " | "
                    + escaped(words.interval(row))
                    + " | "
                    + escaped(words.values(row))
                    + " |"));
    line("");
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
