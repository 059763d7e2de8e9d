package dev.tare.results.report;

import dev.tare.results.verdict.BudgetVerdict;
import dev.tare.results.verdict.Comparison;
import dev.tare.results.verdict.Policy;
import dev.tare.results.verdict.Row;
import dev.tare.results.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A comparison in a line. Nothing in it is from a file, unless it says so. */
final class Headline {
  private Headline() {}

  /** What matters most: {@code 1 regressed, 2 over budget}. */
  static String of(Comparison comparison) {
    int regressed = comparison.unexcused(Verdict.REGRESSED);
    int over = comparison.budgets(BudgetVerdict.OVER).size();
    List<String> parts = new ArrayList<>();
    parts.add(regressed == 0 ? none(comparison) : count(regressed, Verdict.REGRESSED.id()));
    if (over > 0) {
      parts.add(count(over, BudgetVerdict.OVER));
    }
    if (comparison.exitCode() == 3) {
      parts.add("but the comparison is incomplete");
    }
    return String.join(", ", parts);
  }

  private static String none(Comparison comparison) {
    return comparison.rows(Verdict.REGRESSED).isEmpty()
        ? "no regression found"
        : "no regression that counts";
  }

  /**
   * {@code 1 regressed, 0 improved, 76 unchanged}: the verdicts that there are, and those two in
   * any case; then how many of them are excused, and the budgets.
   *
   * @param comparison the comparison
   * @param separator stands between two counts
   */
  static String counts(Comparison comparison, String separator) {
    List<String> parts = new ArrayList<>();
    for (Map.Entry<Verdict, Integer> count : comparison.counts().entrySet()) {
      if (count.getValue() > 0 || isAlwaysSaid(count.getKey())) {
        parts.add(count(count.getValue(), count.getKey().id()));
      }
    }
    if (!comparison.excused().isEmpty()) {
      parts.add(count(comparison.excused().size(), "excused"));
    }
    for (BudgetVerdict verdict : BudgetVerdict.values()) {
      int count = comparison.budgets(verdict).size();
      if (count > 0) {
        parts.add(count(count, verdict));
      }
    }
    return String.join(separator, parts);
  }

  /**
   * What the intervals are, how often there is a false alarm, and who set that. Not escaped: it
   * holds the policy's name.
   */
  static String legend(Comparison comparison) {
    Policy policy = comparison.policy();
    return Digits.shortest(100 * policy.confidence())
        + " % interval of the change, spread between runs included; chance of any false regression: "
        + Digits.shortest(100 * policy.falseAlarmsPerRun())
        + " % per comparison"
        + policy.source().map(name -> "; policy: " + name).orElse("");
  }

  /** {@code , 1 of them excused}; empty when none is. */
  static String excused(List<Row> rows) {
    long count = rows.stream().filter(row -> row.excuse().isPresent()).count();
    return count == 0 ? "" : ", " + count + " of them excused";
  }

  /** {@code 3 regressed}. */
  static String count(int count, String word) {
    return count + " " + word;
  }

  /** {@code 2 over budget}, {@code 5 budgets kept}: said where metrics are counted, too. */
  static String count(int count, BudgetVerdict verdict) {
    return verdict == BudgetVerdict.OVER
        ? count(count, word(verdict))
        : count + (count == 1 ? " budget " : " budgets ") + verdict.id();
  }

  /** What is said of a budget where metrics are spoken of, too: {@code over budget}. */
  static String word(BudgetVerdict verdict) {
    return verdict == BudgetVerdict.OVER ? "over budget" : "budget " + verdict.id();
  }

  private static boolean isAlwaysSaid(Verdict verdict) {
    return verdict == Verdict.REGRESSED || verdict == Verdict.IMPROVED;
  }
}
