package dev.tare.results.report;

import dev.tare.results.document.PlainText;
import dev.tare.results.verdict.Comparison;
import dev.tare.results.verdict.Effect;
import dev.tare.results.verdict.FailedCell;
import dev.tare.results.verdict.Row;
import dev.tare.results.verdict.RunSummary;
import dev.tare.results.verdict.Subject;
import dev.tare.results.verdict.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** A comparison for a terminal, worst first. */
public final class DiffText {
  private static final int FEW = 5;
  private static final int LONGEST_NAME = 32;
  private static final int INTERVAL = 15;
  private static final String INDENT = "  ";

  private final Comparison comparison;
  private final TerminalStyle style;
  private final boolean all;
  private final RowText words;
  private final BudgetText budgets;
  private final StringBuilder out = new StringBuilder();

  private DiffText(Comparison comparison, TerminalStyle style, boolean all) {
    this.comparison = comparison;
    this.style = style;
    this.all = all;
    this.words = new RowText(style);
    this.budgets = new BudgetText(comparison, style, all);
  }

  /**
   * The comparison as lines.
   *
   * @param comparison the comparison
   * @param style what the terminal can show
   * @param all whether unchanged and inconclusive rows are listed one by one
   * @return lines that end with {@code \n}
   */
  public static String render(Comparison comparison, TerminalStyle style, boolean all) {
    return new DiffText(comparison, style, all).text();
  }

  private String text() {
    head();
    failures();
    budgets.sections().forEach(this::line);
    section(Verdict.REGRESSED, true);
    if (all) {
      section(Verdict.FAILED, true);
    }
    section(Verdict.GONE, all);
    section(Verdict.IMPROVED, true);
    inconclusive();
    section(Verdict.NEW, all);
    section(Verdict.UNCHANGED, all);
    notes();
    return style.shown(out.toString());
  }

  private void head() {
    line("baseline  " + side(comparison.baseline()));
    line("run       " + side(comparison.run()));
    hanging("", "machine   " + machine(), INDENT);
    line("");
    paragraphAt(summary(), "");
    budgets.summary().ifPresent(text -> paragraphAt(text, ""));
    line("");
  }

  private String machine() {
    Map<String, String> identity = comparison.machine().identity();
    String model = identity.getOrDefault("cpuModel", identity.getOrDefault("machine", ""));
    return comparison.machine().fingerprint() + "  " + PlainText.oneLine(model);
  }

  private static String side(RunSummary run) {
    return PlainText.escaped(run.id())
        + "  "
        + PlainText.oneLine(run.suite())
        + ", "
        + run.blocks()
        + (run.blocks() == 1 ? " block" : " blocks");
  }

  private String summary() {
    List<String> parts = new ArrayList<>();
    comparison
        .counts()
        .forEach(
            (verdict, count) -> {
              boolean always = verdict == Verdict.REGRESSED || verdict == Verdict.IMPROVED;
              if (count > 0 || always) {
                parts.add(style.painted(verdict, count + " " + verdict.id(), count));
              }
            });
    int excused = comparison.excused().size();
    if (excused > 0) {
      parts.add(excused + " excused");
    }
    return String.join(style.dot(), parts);
  }

  private void failures() {
    if (comparison.failures().isEmpty()) {
      return;
    }
    title(Verdict.FAILED, "failed cells", comparison.failures().size());
    for (FailedCell cell : comparison.failures()) {
      subject(cell.subject(), "");
      paragraphAt(PlainText.oneLine(cell.reason()), INDENT + INDENT);
    }
    line("");
  }

  private void title(Verdict verdict, String text, int count) {
    title(verdict, text, count, "");
  }

  private void title(Verdict verdict, String text, int count, String behind) {
    line(style.bold(style.painted(verdict, text + " (" + count + ")", count)) + behind);
  }

  private void section(Verdict verdict, boolean listed) {
    List<Row> rows = comparison.rows(verdict);
    if (rows.isEmpty()) {
      return;
    }
    title(verdict, verdict.id(), rows.size(), Headline.excused(rows));
    if (listed) {
      rows(rows);
    } else if (verdict == Verdict.UNCHANGED) {
      line(INDENT + style.dim("proven within the tolerance; --all lists them"));
    } else {
      counted(rows);
    }
    line("");
  }

  /** One line per cell instead of one per metric. */
  private void counted(List<Row> rows) {
    bySubject(rows)
        .forEach(
            (subject, of) -> {
              String count = of.size() + (of.size() == 1 ? " metric" : " metrics");
              subject(subject, style.dim(INDENT + count));
              reasons(of.get(0));
            });
  }

  private void inconclusive() {
    List<Row> rows = comparison.rows(Verdict.INCONCLUSIVE);
    if (rows.isEmpty()) {
      return;
    }
    title(Verdict.INCONCLUSIVE, Verdict.INCONCLUSIVE.id(), rows.size());
    List<Row> agreeing = rows.stream().filter(DiffText::agrees).toList();
    List<Row> others = rows.stream().filter(row -> !agrees(row)).toList();
    if (all) {
      rows(rows);
    } else {
      rows(others.subList(0, Math.min(FEW, others.size())));
      further(others.size() - FEW, agreeing.size());
    }
    detectable(rows);
    line("");
  }

  private static boolean agrees(Row row) {
    return row.effect().map(Effect::agreesAsMeasured).orElse(false);
  }

  private void further(int unlisted, int agreeing) {
    if (unlisted > 0) {
      line(INDENT + style.dim("and " + unlisted + " more; --all lists them"));
    }
    if (agreeing > 0) {
      String text =
          agreeing
              + (agreeing == 1 ? " agrees" : " agree")
              + " within the tolerance as measured, but "
              + (comparison.history().isPresent()
                  ? "runs of this machine differ by more"
                  : "one run a side does not prove it; earlier runs (--history DIR) or --run-spread"
                      + " tell how steady this machine is");
      paragraph(style.dim(text));
    }
  }

  /** What this comparison could have shown at all. */
  private void detectable(List<Row> rows) {
    OptionalDouble median =
        median(
            rows.stream()
                .flatMap(row -> row.effect().stream())
                .filter(effect -> effect.scale() == Effect.Scale.RELATIVE)
                .mapToDouble(Effect::smallestAlarm)
                .filter(Double::isFinite)
                .sorted()
                .toArray());
    if (median.isPresent()) {
      paragraph(
          style.dim(
              "a change for the worse is flagged from about "
                  + Digits.percent(median.getAsDouble())
                  + " % (median of these)"));
    }
  }

  private static OptionalDouble median(double[] sorted) {
    return sorted.length == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(sorted[sorted.length / 2]);
  }

  private void rows(List<Row> rows) {
    int longest = rows.stream().mapToInt(row -> row.kind().name().length()).max().orElse(0);
    int names = Math.min(LONGEST_NAME, longest);
    bySubject(rows)
        .forEach(
            (subject, of) -> {
              subject(subject, "");
              metrics(of, names);
            });
  }

  private static Map<Subject, List<Row>> bySubject(List<Row> rows) {
    Map<Subject, List<Row>> groups = new LinkedHashMap<>();
    rows.forEach(row -> groups.computeIfAbsent(row.subject(), s -> new ArrayList<>()).add(row));
    return groups;
  }

  private void metrics(List<Row> rows, int names) {
    for (Row row : rows) {
      String name = Line.left(PlainText.oneLine(row.kind().name()), names);
      String change = style.painted(row.verdict(), words.change(row), 1);
      String text = INDENT + INDENT + name + " " + Line.right(change, 8) + INDENT;
      String interval = Line.left(style.dim(interval(row)), INTERVAL);
      String values = PlainText.oneLine(words.values(row));
      line(Line.flowed(List.of(text + interval, values), style.width(), INDENT + INDENT + INDENT));
      reasons(row);
    }
  }

  private String interval(Row row) {
    return row.effect().isEmpty() ? "" : "[" + words.interval(row) + "]";
  }

  private void reasons(Row row) {
    row.notes().forEach(this::reason);
    row.excuse()
        .ifPresent(
            text ->
                paragraphAt(
                    style.dim("does not count: " + PlainText.note(text)),
                    INDENT + INDENT + INDENT));
  }

  private void reason(String note) {
    paragraphAt(style.dim(PlainText.note(note)), INDENT + INDENT + INDENT);
  }

  private void notes() {
    for (String note : comparison.notes()) {
      paragraphAt("note: " + PlainText.note(note), "");
    }
    if (!comparison.rows().isEmpty()) {
      paragraphAt(style.dim("[ ] " + PlainText.escaped(Headline.legend(comparison))), "");
    }
  }

  private void subject(Subject subject, String behind) {
    hanging(INDENT, PlainText.oneLine(RowText.subject(subject)) + behind, INDENT + INDENT + INDENT);
  }

  private void paragraph(String text) {
    paragraphAt(text, INDENT);
  }

  private void paragraphAt(String text, String indent) {
    hanging(indent, text, indent);
  }

  /** Further lines are indented on their own. */
  private void hanging(String first, String text, String further) {
    line(first + Line.wrapped(text, style.width() - first.length(), further));
  }

  private void line(String text) {
    out.append(text).append('\n');
  }
}
