package dev.tare.results.verdict;

import dev.tare.results.run.Machine;
import dev.tare.results.run.RunStatus;
import java.util.List;
import java.util.Map;

/**
 * Everything that is known of two runs side by side; every renderer reads this and nothing else.
 *
 * @param baseline the accepted or older run
 * @param run the run that is judged
 * @param machine the machine of both
 * @param policy what was held to be a change
 * @param rows every judged metric, worst first
 * @param failures the run's cells with failed forks
 * @param notes doubts about the comparison as a whole, one line each, not escaped
 */
public record Comparison(
    RunSummary baseline,
    RunSummary run,
    Machine machine,
    Policy policy,
    List<Row> rows,
    List<FailedCell> failures,
    List<String> notes) {
  /** Copies the lists. */
  public Comparison {
    rows = List.copyOf(rows);
    failures = List.copyOf(failures);
    notes = List.copyOf(notes);
  }

  /** The rows of one verdict, worst first. */
  public List<Row> rows(Verdict verdict) {
    return rows.stream().filter(row -> row.verdict() == verdict).toList();
  }

  /** Number of rows by verdict; every verdict has an entry. */
  public Map<Verdict, Integer> counts() {
    return Verdict.counts(rows);
  }

  /**
   * The exit code that says the same: 1 when anything regressed; else 3 when the run did not reach
   * its end or shares nothing with the baseline, a fork of the run failed, something of the
   * baseline is gone, or the policy wants inconclusive metrics decided; else 0.
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
            || counts.get(Verdict.FAILED) > 0
            || counts.get(Verdict.GONE) > 0
            || policy.inconclusiveIsIncomplete() && counts.get(Verdict.INCONCLUSIVE) > 0;
    return incomplete ? 3 : 0;
  }
}
