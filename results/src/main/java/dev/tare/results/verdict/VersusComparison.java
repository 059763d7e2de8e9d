package dev.tare.results.verdict;

import dev.tare.results.run.Machine;
import dev.tare.results.run.RunStatus;
import dev.tare.results.run.Versus;
import java.util.List;
import java.util.Map;

/**
 * What a run says of its two arms; every renderer reads this and nothing else.
 *
 * @param run the run
 * @param machine its machine
 * @param versus the arms
 * @param policy what was held to be a change
 * @param rows every judged metric, worst first; arm A stands as the baseline, arm B as the run
 * @param undecidable how many metrics stay inconclusive with too few pairs to show any regression
 * @param failures cells with failed forks, of either arm
 * @param absent what could not be measured, of either arm
 * @param notes doubts about the comparison as a whole, one line each, not escaped
 */
public record VersusComparison(
    RunSummary run,
    Machine machine,
    Versus versus,
    Policy policy,
    List<Row> rows,
    int undecidable,
    List<FailedCell> failures,
    List<AbsentMetric> absent,
    List<String> notes) {
  /** Copies the lists. */
  public VersusComparison {
    rows = List.copyOf(rows);
    failures = List.copyOf(failures);
    absent = List.copyOf(absent);
    notes = List.copyOf(notes);
  }

  /** Number of rows by verdict; every verdict has an entry. */
  public Map<Verdict, Integer> counts() {
    return Verdict.counts(rows);
  }

  /**
   * The exit code that says the same: 1 when B regressed against A; else 3 when the run did not
   * reach its end, a fork failed, an arm lacks a metric, or there were too few pairs to show a
   * regression; else 0.
   */
  public int exitCode() {
    Map<Verdict, Integer> counts = counts();
    if (counts.get(Verdict.REGRESSED) > 0) {
      return 1;
    }
    boolean incomplete =
        run.status() != RunStatus.COMPLETE
            || rows.isEmpty()
            || !failures.isEmpty()
            || undecidable > 0
            || counts.get(Verdict.NEW) > 0
            || counts.get(Verdict.FAILED) > 0
            || counts.get(Verdict.GONE) > 0;
    return incomplete ? 3 : 0;
  }
}
