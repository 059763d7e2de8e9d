package dev.tare.results.report;

import dev.tare.results.document.PlainText;
import dev.tare.results.run.Arm;
import dev.tare.results.run.Assumption;
import dev.tare.results.verdict.Effect;
import dev.tare.results.verdict.FailedCell;
import dev.tare.results.verdict.Row;
import dev.tare.results.verdict.Side;
import dev.tare.results.verdict.Subject;
import dev.tare.results.verdict.Verdict;
import dev.tare.results.verdict.VersusComparison;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The two arms of a run side by side, for a terminal. */
public final class VersusText {
  private static final String INDENT = "  ";
  private static final List<String> TITLES = List.of("", "A", "B", "B/A", "interval", "verdict");

  private final VersusComparison comparison;
  private final TerminalStyle style;
  private final StringBuilder out = new StringBuilder();

  private VersusText(VersusComparison comparison, TerminalStyle style) {
    this.comparison = comparison;
    this.style = style;
  }

  /**
   * The comparison as lines.
   *
   * @param comparison the comparison
   * @param style what the terminal can show
   * @return lines that end with {@code \n}
   */
  public static String render(VersusComparison comparison, TerminalStyle style) {
    return new VersusText(comparison, style).text();
  }

  private String text() {
    arm(comparison.versus().a());
    arm(comparison.versus().b());
    line("");
    line(summary());
    line("");
    bySubject().forEach(this::cell);
    failures();
    absent();
    notes();
    return style.shown(out.toString());
  }

  private void arm(Arm arm) {
    line(style.bold(arm.name()) + INDENT + PlainText.oneLine(arm.text()));
    arm.identity()
        .forEach((name, value) -> line(style.dim("   " + PlainText.oneLine(name + " " + value))));
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
    return String.join(style.dot(), parts);
  }

  private Map<Subject, List<Row>> bySubject() {
    Map<Subject, List<Row>> groups = new LinkedHashMap<>();
    comparison
        .rows()
        .forEach(row -> groups.computeIfAbsent(row.subject(), s -> new ArrayList<>()).add(row));
    return groups;
  }

  private void cell(Subject subject, List<Row> rows) {
    List<Row> noisy =
        rows.stream().filter(row -> row.kind().assumption() == Assumption.NOISY).toList();
    List<Row> telling = noisy.isEmpty() ? rows : noisy;
    int pairs = telling.stream().mapToInt(VersusText::pairs).max().orElse(0);
    Set<String> said = new HashSet<>();
    line(PlainText.oneLine(RowText.subject(subject)) + style.dim("  " + pairs + " pairs"));
    List<List<String>> table = new ArrayList<>(List.of(TITLES));
    rows.forEach(row -> table.add(columns(row)));
    int[] widths = new int[TITLES.size()];
    for (List<String> row : table) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], Line.width(row.get(i)));
      }
    }
    for (int i = 0; i < table.size(); i++) {
      String text = joined(table.get(i), widths);
      line(i == 0 ? style.dim(text) : text);
      if (i > 0) {
        rows.get(i - 1).notes().stream().filter(said::add).forEach(this::reason);
      }
    }
    line("");
  }

  /** Rows of exact metrics hold all blocks of each arm, paired or not. */
  private static int pairs(Row row) {
    boolean paired = row.baseline().isPresent() && row.run().isPresent();
    return paired
        ? Math.min(row.baseline().get().blockMeans().size(), row.run().get().blockMeans().size())
        : 0;
  }

  private static String joined(List<String> row, int[] widths) {
    StringBuilder text = new StringBuilder(INDENT + Line.left(row.get(0), widths[0]));
    for (int i = 1; i < widths.length - 1; i++) {
      text.append(INDENT).append(Line.right(row.get(i), widths[i]));
    }
    return Line.trimEnd(text + INDENT + row.get(widths.length - 1));
  }

  private List<String> columns(Row row) {
    return List.of(
        PlainText.oneLine(row.kind().name()),
        row.baseline().map(side -> value(row, side)).orElse(style.none()),
        row.run().map(side -> value(row, side)).orElse(style.none()),
        row.effect().map(effect -> amount(row, effect, effect.change())).orElse(""),
        row.effect().map(effect -> interval(row, effect)).orElse(""),
        style.painted(row.verdict(), row.verdict().id(), 1));
  }

  private static String value(Row row, Side side) {
    double median = side.median();
    String unit = row.kind().unit();
    boolean whole = unit.equals("1") && median == Math.rint(median) && Math.abs(median) < 1L << 53;
    return whole ? Long.toString((long) median) : Scale.withUnit(unit, median);
  }

  private String interval(Row row, Effect effect) {
    return amount(row, effect, effect.judged().lower())
        + style.range()
        + amount(row, effect, effect.judged().upper());
  }

  /** A ratio as a factor; a difference, where a ratio means nothing, with its sign. */
  private String amount(Row row, Effect effect, double amount) {
    if (effect.scale() == Effect.Scale.RELATIVE) {
      return String.format(Locale.ROOT, "%.4f", 1 + amount);
    }
    String sign = amount < 0 ? style.minus() : "+";
    return sign + Scale.withUnit(row.kind().unit(), Math.abs(amount));
  }

  private void reason(String note) {
    paragraph(style.dim(PlainText.oneLine(note)), INDENT + INDENT);
  }

  private void failures() {
    for (FailedCell cell : comparison.failures()) {
      String arm = cell.arm().map(name -> style.bold(name) + INDENT).orElse("");
      line(style.bad("failed  ") + arm + PlainText.oneLine(RowText.subject(cell.subject())));
      line(INDENT + PlainText.oneLine(cell.reason()));
    }
  }

  /** A reason that holds for many cells is said once. */
  private void absent() {
    Map<String, Map<String, Integer>> cells = new LinkedHashMap<>();
    comparison
        .absent()
        .forEach(
            each ->
                cells
                    .computeIfAbsent(each.metric() + ": " + each.reason(), any -> new TreeMap<>())
                    .merge(each.arm(), 1, Integer::sum));
    cells.forEach(
        (what, arms) -> {
          int most = Collections.max(arms.values());
          String where = String.join(" and ", arms.keySet());
          String count = most > 1 ? " of " + most + " cells: " : ": ";
          paragraph("not measured in " + where + count + PlainText.oneLine(what), "");
        });
  }

  private void notes() {
    comparison.notes().forEach(note -> paragraph("note: " + PlainText.oneLine(note), ""));
    paragraph(style.dim(legend()), "");
  }

  private String legend() {
    return "A and B: medians over the pairs; B/A: centre of the pairs' ratios, of forks that took"
        + " turns the median over the turns (Hodges-Lehmann), with its "
        + Digits.shortest(100 * comparison.policy().confidence())
        + " % interval (Wilcoxon); tolerance "
        + Digits.shortest(100 * comparison.versus().tolerance())
        + " %; chance of any false regression: "
        + Digits.shortest(100 * comparison.policy().falseAlarmsPerRun())
        + " %";
  }

  private void paragraph(String text, String indent) {
    line(indent + Line.wrapped(text, style.width() - indent.length(), indent));
  }

  private void line(String text) {
    out.append(text).append('\n');
  }
}
