package dev.tare.results.report;

import dev.tare.results.changes.Change;
import dev.tare.results.changes.ChangeVerdict;
import dev.tare.results.changes.HistoryReport;
import dev.tare.results.changes.SharedStep;
import java.util.List;

/** A history as GitHub-flavoured Markdown: one row for each change, regressions first. */
public final class HistoryMarkdown {
  private static final int WIDE = 200;

  private final HistoryReport report;
  private final TerminalStyle style;
  private final ChangeText words;
  private final StringBuilder out = new StringBuilder();

  private HistoryMarkdown(HistoryReport report, boolean unicode) {
    this.report = report;
    this.style = new TerminalStyle(false, unicode, WIDE);
    this.words = new ChangeText(style);
  }

  /**
   * The history as Markdown.
   *
   * @param report the history
   * @param unicode whether the output takes more than ASCII
   * @param all whether changes within the tolerance are listed one by one
   * @return lines that end with {@code \n}
   */
  public static String render(HistoryReport report, boolean unicode, boolean all) {
    return new HistoryMarkdown(report, unicode).text(all);
  }

  private String text(boolean all) {
    line("### Tare history: " + HistorySummary.counts(report));
    line("");
    line(HistorySummary.runs(report) + "; " + HistorySummary.series(report) + ".");
    line("");
    shared(all);
    table("regressed", report.changes(ChangeVerdict.REGRESSED));
    table("improved", report.changes(ChangeVerdict.IMPROVED));
    table("known or muted", report.excused());
    if (all) {
      table("within the tolerance", report.changes(ChangeVerdict.TOLERATED));
    }
    report.notes().forEach(note -> line("- " + DiffMarkdown.note(note)));
    line("- " + HistorySummary.chance(report));
    return style.shown(out.toString());
  }

  private void shared(boolean all) {
    for (SharedStep step : report.shared()) {
      String text = step.date() + ": " + HistorySummary.shared(step);
      line("**most series of a machine at once:** " + DiffMarkdown.escaped(text));
      line("");
      if (all) {
        table("its steps", step.changes());
      }
    }
  }

  private void table(String title, List<Change> changes) {
    if (changes.isEmpty()) {
      return;
    }
    line("**" + title + "** (" + changes.size() + ")");
    line("");
    line("| date | what | metric | change | interval | levels | commits | |");
    line("|---|---|---|---:|---|---|---|---|");
    changes.forEach(this::row);
    line("");
  }

  private void row(Change change) {
    cell(ChangeText.date(change));
    String machine = report.machines() > 1 ? ", machine " + change.series().fingerprint() : "";
    cell(change.subject().label() + machine);
    cell(change.series().kind().name());
    cell(words.size(change));
    cell(words.interval(change));
    cell(words.levels(change));
    cell(ChangeText.commits(change).orElse(""));
    cell(change.excuse().or(() -> ChangeText.known(change)).orElse(""));
    line("|");
  }

  private void cell(String text) {
    out.append("| ").append(DiffMarkdown.escaped(text)).append(' ');
  }

  private void line(String text) {
    out.append(text).append('\n');
  }
}
