package dev.tare.results.changes;

import dev.tare.results.history.RunMark;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Everything that is known of a history; every renderer reads this and nothing else.
 *
 * @param runs how many runs it has
 * @param first the oldest run; empty when there is none
 * @param last the newest run
 * @param machines how many fingerprints
 * @param series how many series were analysed and are shown
 * @param values how many values they have
 * @param since the first day whose changes are shown, when that was asked for
 * @param falseChanges how many changes chance alone would show among those, at most
 * @param changes newest first
 * @param shared where most series of a machine step at once, newest first; their steps are among
 *     the changes as well, as far as those are shown
 * @param notes doubts about the whole, one line each, not escaped
 */
public record HistoryReport(
    int runs,
    Optional<RunMark> first,
    Optional<RunMark> last,
    int machines,
    int series,
    long values,
    Optional<LocalDate> since,
    double falseChanges,
    List<Change> changes,
    List<SharedStep> shared,
    List<String> notes) {
  /** Copies the lists. */
  public HistoryReport {
    changes = List.copyOf(changes);
    shared = List.copyOf(shared);
    notes = List.copyOf(notes);
  }

  /** Changes of one verdict without an excuse that are not part of a shared step, newest first. */
  public List<Change> changes(ChangeVerdict verdict) {
    Set<Change> together =
        shared.stream().flatMap(step -> step.changes().stream()).collect(Collectors.toSet());
    return changes.stream()
        .filter(change -> change.verdict() == verdict && change.excuse().isEmpty())
        .filter(change -> !together.contains(change))
        .toList();
  }

  /** Changes with an excuse, newest first. */
  public List<Change> excused() {
    return changes.stream().filter(change -> change.excuse().isPresent()).toList();
  }

  /**
   * The exit code.
   *
   * @param failOnRegression whether a regression that nobody explained is a failure
   * @return 1 when it is one and there is one; else 0
   */
  public int exitCode(boolean failOnRegression) {
    return failOnRegression && changes.stream().anyMatch(Change::isAlarm) ? 1 : 0;
  }
}
