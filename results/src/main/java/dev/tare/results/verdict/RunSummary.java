package dev.tare.results.verdict;

import dev.tare.results.run.Run;
import dev.tare.results.run.RunStatus;
import java.time.Instant;
import java.util.Map;

/**
 * What a report says of a run as a whole.
 *
 * @param id the run's id
 * @param startedAt when it started
 * @param status how far it came
 * @param suite its suite
 * @param blocks its planned blocks
 * @param tool versions of what measured
 */
public record RunSummary(
    String id,
    Instant startedAt,
    RunStatus status,
    String suite,
    int blocks,
    Map<String, String> tool) {
  static RunSummary of(Run run) {
    return new RunSummary(
        run.id(),
        run.startedAt(),
        run.status(),
        run.plan().suite(),
        run.plan().blocks(),
        run.tool());
  }
}
