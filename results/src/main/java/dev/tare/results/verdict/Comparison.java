package dev.tare.results.verdict;

import dev.tare.results.run.Machine;
import dev.tare.results.run.RunStatus;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that is known of two runs side by side; every renderer reads this and nothing else.
 *
 * @param baseline the accepted or older run
 * @param run the run that is judged
 * @param machine the machine of both
 * @param policy what was held to be a change
 * @param rows every judged metric, worst first
 * @param budgets the run's metrics held to the policy's limits, worst first
 * @param failures the run's cells with failed forks
 * @param history what was learned from earlier runs; empty without any
 * @param notes doubts about the comparison as a whole, one line each, not escaped
 */
public record Comparison(
    RunSummary baseline,
    RunSummary run,
    Machine machine,
    Policy policy,
    List<Row> rows,
    List<BudgetRow> budgets,
    List<FailedCell> failures,
    Optional<HistoryUse> history,
    List<String> notes) {
  /** Copies the lists. */
  public Comparison {
    rows = List.copyOf(rows);
    budgets = List.copyOf(budgets);
    failures = List.copyOf(failures);
    notes = List.copyOf(notes);
  }

  /** The rows of one verdict, worst first; those that are excused stand last. */
  public List<Row> rows(Verdict verdict) {
    return rows.stream().filter(row -> row.verdict() == verdict).toList();
  }

  /** The budgets of one verdict, worst first. */
  public List<BudgetRow> budgets(BudgetVerdict verdict) {
    return budgets.stream().filter(row -> row.verdict() == verdict).toList();
  }

  /** Number of rows by verdict; every verdict has an entry, and excused rows count. */
  public Map<Verdict, Integer> counts() {
    return Verdict.counts(rows);
  }

  /** Number of rows of a verdict that have no excuse. */
  public int unexcused(Verdict verdict) {
    return (int) rows(verdict).stream().filter(row -> row.excuse().isEmpty()).count();
  }

  /** The alarms that do not count, because they are known or muted. */
  public List<Row> excused() {
    return rows.stream().filter(row -> row.excuse().isPresent()).toList();
  }

  /**
   * The exit code that says the same: 1 when anything regressed without an excuse, or is beyond its
   * budget; else 3 when the run did not reach its end or shares nothing with the baseline, a fork
   * of the run failed, something of the baseline is gone without an excuse, a budget has nothing to
   * judge, or the policy wants inconclusive metrics and budgets decided; else 0.
   */
  public int exitCode() {
    if (unexcused(Verdict.REGRESSED) > 0 || !budgets(BudgetVerdict.OVER).isEmpty()) {
      return 1;
    }
    boolean incomplete =
        run.status() != RunStatus.COMPLETE
            || rows.isEmpty()
            || !failures.isEmpty()
            || unexcused(Verdict.FAILED) > 0
            || unexcused(Verdict.GONE) > 0
            || !budgets(BudgetVerdict.NOT_MEASURED).isEmpty()
            || policy.inconclusiveIsIncomplete() && isUndecided();
    return incomplete ? 3 : 0;
  }

  private boolean isUndecided() {
    return unexcused(Verdict.INCONCLUSIVE) > 0 || !budgets(BudgetVerdict.INCONCLUSIVE).isEmpty();
  }
}
