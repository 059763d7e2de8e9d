package dev.tare.results.report;

import dev.tare.results.document.PlainText;
import dev.tare.results.run.RunStatus;
import dev.tare.results.verdict.BudgetRow;
import dev.tare.results.verdict.BudgetVerdict;
import dev.tare.results.verdict.Comparison;
import dev.tare.results.verdict.Effect;
import dev.tare.results.verdict.Row;
import dev.tare.results.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A comparison in three lines: the decision, what it rests on, and who set the measure. */
public final class GateText {
  private static final String AGAINST = "against   ";

  private final Comparison comparison;
  private final TerminalStyle style;
  private final RowText words;

  private GateText(Comparison comparison, TerminalStyle style) {
    this.comparison = comparison;
    this.style = style;
    this.words = new RowText(style);
  }

  /**
   * The three lines and an empty one. The third goes on below where a reason is long.
   *
   * @param comparison the comparison
   * @param accepted who accepted the baseline, when and why; not escaped
   * @param style what the terminal can show; no line is wider
   * @return lines that end with {@code \n}
   */
  public static String render(Comparison comparison, String accepted, TerminalStyle style) {
    GateText text = new GateText(comparison, style);
    return style.shown(
        text.decision() + '\n' + text.reason() + '\n' + text.against(accepted) + "\n\n");
  }

  private String decision() {
    String figures = figures();
    return switch (comparison.exitCode()) {
      case 0 -> style.bold(style.good(cut("gate      passed: " + figures)));
      case 1 -> style.bold(style.bad(cut("gate      failed: " + figures)));
      default -> style.bold(style.doubtful(cut("gate      incomplete: " + figures)));
    };
  }

  private String figures() {
    int regressed = comparison.unexcused(Verdict.REGRESSED);
    List<String> figures = new ArrayList<>();
    figures.add(regressed + " of " + comparison.rows().size() + " regressed");
    add(figures, comparison.budgets(BudgetVerdict.OVER).size(), "over budget");
    add(figures, comparison.excused().size(), "excused");
    figures.add(comparison.counts().get(Verdict.UNCHANGED) + " proven unchanged");
    return String.join(", ", figures);
  }

  private static void add(List<String> parts, int count, String words) {
    if (count > 0) {
      parts.add(count + " " + words);
    }
  }

  private String reason() {
    return switch (comparison.exitCode()) {
      case 0 -> cut("finds     " + power());
      case 1 -> cut("worst     " + worst());
      default -> cut("missing   " + String.join(", ", missing()));
    };
  }

  private String worst() {
    return comparison.rows(Verdict.REGRESSED).stream()
        .filter(row -> row.excuse().isEmpty())
        .findFirst()
        .map(this::said)
        .orElseGet(() -> said(comparison.budgets(BudgetVerdict.OVER).get(0)));
  }

  private String said(Row row) {
    String change = words.change(row);
    return row.kind().name()
        + " "
        + (change.isEmpty() ? words.values(row) : change)
        + " of "
        + RowText.subject(row.subject());
  }

  private static String said(BudgetRow row) {
    return row.kind().name()
        + " "
        + BudgetText.value(row).orElse("")
        + " (limit "
        + row.budget().text()
        + ") of "
        + RowText.subject(row.subject());
  }

  private List<String> missing() {
    List<String> missing = new ArrayList<>();
    if (comparison.rows().isEmpty()) {
      missing.add("run and baseline have nothing in common");
    }
    if (comparison.run().status() != RunStatus.COMPLETE) {
      missing.add("the run is " + comparison.run().status().id());
    }
    int failed = comparison.failures().size();
    add(missing, failed, failed == 1 ? "cell has failed forks" : "cells have failed forks");
    int gone = comparison.unexcused(Verdict.GONE);
    add(missing, gone, gone == 1 ? "metric is gone" : "metrics are gone");
    int unheld = comparison.budgets(BudgetVerdict.NOT_MEASURED).size();
    add(missing, unheld, unheld == 1 ? "budget has no value" : "budgets have no value");
    if (comparison.policy().inconclusiveIsIncomplete()) {
      int undecided =
          comparison.unexcused(Verdict.INCONCLUSIVE)
              + comparison.budgets(BudgetVerdict.INCONCLUSIVE).size();
      add(missing, undecided, undecided == 1 ? "is inconclusive" : "are inconclusive");
    }
    return missing;
  }

  /** What would have been found: a gate that sees nothing passes everything. */
  private String power() {
    double[] alarms =
        comparison.rows().stream()
            .flatMap(row -> row.effect().stream())
            .filter(effect -> effect.scale() == Effect.Scale.RELATIVE)
            .mapToDouble(Effect::smallestAlarm)
            .filter(Double::isFinite)
            .sorted()
            .toArray();
    boolean undecided = comparison.unexcused(Verdict.INCONCLUSIVE) > 0;
    return alarms.length == 0
        ? (undecided ? "no change of a time or rate; " : "") + "any difference of what is exact"
        : "changes for the worse from about "
            + Digits.percent(alarms[alarms.length / 2])
            + " % on (median of "
            + alarms.length
            + ")";
  }

  private String against(String accepted) {
    String plain = PlainText.escaped(AGAINST + accepted);
    String indent = " ".repeat(AGAINST.length());
    return Line.wrapped(plain, style.width(), indent)
        .lines()
        .map(this::cut)
        .collect(Collectors.joining("\n"));
  }

  private String cut(String text) {
    String plain = PlainText.escaped(text);
    if (Line.width(plain) <= style.width()) {
      return plain;
    }
    int kept = style.width() - style.range().length();
    return plain.substring(0, plain.offsetByCodePoints(0, kept)) + style.range();
  }
}
