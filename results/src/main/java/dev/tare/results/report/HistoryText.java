package dev.tare.results.report;

import dev.tare.results.changes.Change;
import dev.tare.results.changes.ChangeVerdict;
import dev.tare.results.changes.HistoryReport;
import dev.tare.results.changes.SharedStep;
import dev.tare.results.document.PlainText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A history for a terminal: one line for each change, below its series; regressions first. */
public final class HistoryText {
  private static final String INDENT = "  ";
  private static final String FINDING = INDENT + INDENT;

  /** Far enough to the right that no line but a finding's first starts below a date. */
  private static final String MORE = " ".repeat(16);

  private final HistoryReport report;
  private final TerminalStyle style;
  private final boolean all;
  private final ChangeText words;
  private final StringBuilder out = new StringBuilder();

  private HistoryText(HistoryReport report, TerminalStyle style, boolean all) {
    this.report = report;
    this.style = style;
    this.all = all;
    this.words = new ChangeText(style);
  }

  /**
   * The history as lines.
   *
   * @param report the history
   * @param style what the terminal can show
   * @param all whether changes within the tolerance are listed one by one
   * @return lines that end with {@code \n}
   */
  public static String render(HistoryReport report, TerminalStyle style, boolean all) {
    return new HistoryText(report, style, all).text();
  }

  private String text() {
    line(Line.wrapped("history   " + head(), style.width(), "          "));
    line("");
    List<Change> tolerated = report.changes(ChangeVerdict.TOLERATED);
    paragraph(summary(tolerated.size()));
    line("");
    shared();
    section(style.bad("regressed"), report.changes(ChangeVerdict.REGRESSED));
    section(style.good("improved"), report.changes(ChangeVerdict.IMPROVED));
    section("known or muted", report.excused());
    if (all) {
      section("within the tolerance", tolerated);
    }
    report.notes().forEach(note -> paragraph("note: " + PlainText.escaped(note)));
    paragraph(style.dim(legend()));
    return style.shown(out.toString());
  }

  private String head() {
    return HistorySummary.runs(report) + style.dot() + HistorySummary.series(report);
  }

  private String summary(int tolerated) {
    boolean more = (tolerated > 0 || !report.shared().isEmpty()) && !all;
    String text = HistorySummary.counts(report) + (more ? " (--all lists them)" : "");
    return report.changes().stream().anyMatch(Change::isAlarm) ? style.bad(text) : text;
  }

  private void shared() {
    if (report.shared().isEmpty()) {
      return;
    }
    line(style.bold("most series of a machine at once (" + report.shared().size() + ")"));
    for (SharedStep step : report.shared()) {
      String text = step.date() + INDENT + HistorySummary.shared(step);
      indented(FINDING, PlainText.escaped(text));
      if (all) {
        step.changes()
            .forEach(
                change -> indented(FINDING + INDENT, heading(change) + ", " + words.size(change)));
      }
    }
    line("");
  }

  private void section(String title, List<Change> changes) {
    if (changes.isEmpty()) {
      return;
    }
    line(style.bold(title + " (" + changes.size() + ")"));
    Map<String, List<Change>> bySeries = new LinkedHashMap<>();
    changes.forEach(
        change -> bySeries.computeIfAbsent(heading(change), s -> new ArrayList<>()).add(change));
    bySeries.forEach(
        (heading, of) -> {
          indented(INDENT, heading);
          of.forEach(this::change);
        });
    line("");
  }

  private String heading(Change change) {
    String machine = report.machines() > 1 ? ", machine " + change.series().fingerprint() : "";
    return PlainText.escaped(ChangeText.series(change) + machine);
  }

  private void change(Change change) {
    String interval = words.interval(change);
    String facts =
        Stream.of(
                Stream.of(words.levels(change)),
                ChangeText.commits(change).stream(),
                ChangeText.known(change).stream(),
                change.excuse().stream())
            .flatMap(each -> each)
            .reduce((a, b) -> a + ", " + b)
            .orElseThrow();
    String text =
        ChangeText.date(change)
            + INDENT
            + Line.right(words.size(change), 8)
            + (interval.isEmpty() ? "" : INDENT + style.dim("[" + interval + "]"))
            + INDENT
            + PlainText.escaped(facts);
    indented(FINDING, text);
  }

  private String legend() {
    return "[ ] 95 % interval of the change; a single wild run is none. "
        + HistorySummary.chance(report);
  }

  private void indented(String indent, String text) {
    line(indent + Line.wrapped(text, style.width() - indent.length(), MORE));
  }

  private void paragraph(String text) {
    line(Line.wrapped(text, style.width(), ""));
  }

  private void line(String text) {
    out.append(text).append('\n');
  }
}
