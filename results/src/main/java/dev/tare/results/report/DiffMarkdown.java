package dev.tare.results.report;

import dev.tare.results.document.PlainText;
import dev.tare.results.verdict.BudgetRow;
import dev.tare.results.verdict.BudgetVerdict;
import dev.tare.results.verdict.Comparison;
import dev.tare.results.verdict.FailedCell;
import dev.tare.results.verdict.Row;
import dev.tare.results.verdict.RunSummary;
import dev.tare.results.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A comparison as GitHub-flavoured Markdown, for a pull request's comment or the summary of a step:
 * worst first, what is no cause for alarm folded away, and never larger than GitHub takes.
 */
public final class DiffMarkdown {
  /** The characters that GitHub takes in a comment; held in bytes, which are never fewer. */
  public static final int COMMENT = 65_536;

  private static final int WIDE = 200;

  private final TerminalStyle style;
  private final RowText words;
  private final MarkdownPage page;
  private final Comparison comparison;

  private record Part(String count, int rows, Runnable table) {}

  private DiffMarkdown(Comparison comparison, boolean unicode, int most) {
    this.style = new TerminalStyle(false, unicode, WIDE);
    this.words = new RowText(style);
    this.page = new MarkdownPage(most);
    this.comparison = comparison;
  }

  /**
   * The comparison as Markdown that fits into a comment.
   *
   * @param comparison the comparison
   * @param unicode whether the output takes more than ASCII
   * @param all whether unchanged rows are listed, too
   * @return lines that end with {@code \n}
   */
  public static String render(Comparison comparison, boolean unicode, boolean all) {
    return render(comparison, unicode, all, COMMENT);
  }

  /**
   * The comparison as Markdown of bounded size.
   *
   * @param comparison the comparison
   * @param unicode whether the output takes more than ASCII
   * @param all whether unchanged rows are listed, too
   * @param most bytes in UTF-8, 16,384 or more; what does not fit is counted
   * @return lines that end with {@code \n}
   * @throws IllegalArgumentException when {@code most} is less
   */
  public static String render(Comparison comparison, boolean unicode, boolean all, int most) {
    return new DiffMarkdown(comparison, unicode, most).text(all);
  }

  private String text(boolean all) {
    head();
    page.list(List.of(), comparison.failures(), this::failure);
    List.of(
            part(BudgetVerdict.OVER),
            part(Verdict.REGRESSED),
            part(BudgetVerdict.NOT_MEASURED),
            part(Verdict.FAILED),
            part(Verdict.GONE))
        .forEach(part -> part.table.run());
    page.list(List.of(), comparison.notes(), note -> "- " + note(note));
    folded(rest(all));
    return style.shown(page.text());
  }

  private List<Part> rest(boolean all) {
    List<Part> rest = new ArrayList<>();
    rest.add(part(BudgetVerdict.INCONCLUSIVE));
    rest.add(part(Verdict.IMPROVED));
    rest.add(part(Verdict.NEW));
    rest.add(part(Verdict.INCONCLUSIVE));
    if (all) {
      rest.add(part(Verdict.UNCHANGED));
      rest.add(part(BudgetVerdict.KEPT));
    }
    return rest;
  }

  private void head() {
    page.line("### Tare: " + Headline.of(comparison));
    page.line("");
    page.line(Headline.counts(comparison, style.dot()));
    page.line("");
    page.line("| | run | suite | blocks |");
    page.line("|---|---|---|---:|");
    side("baseline", comparison.baseline());
    side("run", comparison.run());
    page.line("");
    if (!comparison.rows().isEmpty()) {
      page.line(note(Headline.legend(comparison)));
      page.line("");
    }
  }

  private void side(String name, RunSummary run) {
    page.line(cells(name, escaped(run.id()), escaped(run.suite()), Integer.toString(run.blocks())));
  }

  private String failure(FailedCell cell) {
    return "- failed: " + escaped(RowText.subject(cell.subject()) + ": " + cell.reason());
  }

  private void folded(List<Part> parts) {
    String summary =
        parts.stream()
            .filter(part -> part.rows > 0)
            .map(Part::count)
            .collect(Collectors.joining(", "));
    if (!summary.isEmpty()) {
      page.folded(summary, () -> parts.forEach(part -> part.table.run()));
    }
  }

  private Part part(Verdict verdict) {
    List<Row> rows = comparison.rows(verdict);
    return new Part(
        Headline.count(rows.size(), verdict.id()), rows.size(), () -> table(verdict, rows));
  }

  private void table(Verdict verdict, List<Row> rows) {
    List<String> notes = rows.stream().map(DiffMarkdown::why).distinct().toList();
    boolean same = notes.size() < 2 && rows.size() > 1;
    boolean noted = !same && notes.stream().anyMatch(note -> !note.isEmpty());
    List<String> head = new ArrayList<>();
    head.add(
        title(verdict.id(), rows.size()) + Headline.excused(rows) + (same ? common(notes) : ""));
    head.add("");
    head.add("| what | metric | change | interval | values |" + (noted ? " note |" : ""));
    head.add("|---|---|---:|---|---|" + (noted ? "---|" : ""));
    page.list(head, rows, row -> line(row, noted));
  }

  private static String title(String word, int count) {
    return "**" + word + "** (" + count + ")";
  }

  /** Said once, what would stand beside every row. */
  private static String common(List<String> notes) {
    return notes.stream()
        .filter(note -> !note.isEmpty())
        .map(note -> ": " + note)
        .findFirst()
        .orElse("");
  }

  private String line(Row row, boolean noted) {
    String line =
        cells(
            escaped(RowText.subject(row.subject())),
            escaped(row.kind().name()),
            escaped(words.change(row)),
            escaped(words.interval(row)),
            escaped(words.values(row)));
    return noted ? line + " " + why(row) + " |" : line;
  }

  /** Escaped one by one, so that no long note hides that a row does not count. */
  private static String why(Row row) {
    return Stream.concat(
            row.excuse().stream().map(excuse -> "does not count: " + excuse), row.notes().stream())
        .map(DiffMarkdown::note)
        .collect(Collectors.joining("; "));
  }

  private Part part(BudgetVerdict verdict) {
    List<BudgetRow> rows = comparison.budgets(verdict);
    String word = Headline.word(verdict);
    List<String> head = new ArrayList<>();
    head.add(title(word, rows.size()));
    head.add("");
    head.add("| what | metric | value | interval | limit | note |");
    head.add("|---|---|---:|---|---|---|");
    return new Part(
        Headline.count(rows.size(), verdict), rows.size(), () -> page.list(head, rows, this::line));
  }

  private String line(BudgetRow row) {
    return cells(
        escaped(RowText.subject(row.subject())),
        escaped(row.kind().name()),
        escaped(BudgetText.value(row).orElse(style.none())),
        escaped(BudgetText.interval(row, style)),
        escaped(row.budget().text()),
        note(BudgetText.why(row)));
  }

  private static String cells(String... cells) {
    return "| " + String.join(" | ", cells) + " |";
  }

  /** Neither Markdown nor HTML survives in text from files. */
  static String escaped(String text) {
    return marked(PlainText.oneLine(text));
  }

  /** The same for longer texts. */
  static String note(String text) {
    return marked(PlainText.note(text));
  }

  private static String marked(String plain) {
    return plain
        .replace("\\", "\\\\")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replaceAll("([|`*_\\[\\]~#@!])", "\\\\$1")
        .replace("://", ":&#8203;//");
  }
}
