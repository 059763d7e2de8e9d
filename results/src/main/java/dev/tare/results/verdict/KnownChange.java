package dev.tare.results.verdict;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * A change that is wanted or explained. A series begins anew with it, and a regression of a run
 * after it against a baseline from before it is no alarm.
 *
 * @param selector which metrics it moved
 * @param date the first day, in UTC, whose runs have the change
 * @param commit what changed, not escaped
 * @param reason why the change is accepted, one line, not blank, not escaped
 */
public record KnownChange(
    Selector selector, LocalDate date, Optional<String> commit, String reason) {
  /**
   * Checks the reason.
   *
   * @throws IllegalArgumentException when it is blank
   */
  public KnownChange {
    if (reason.isBlank()) {
      throw new IllegalArgumentException("a known change needs a reason");
    }
  }

  /** When runs begin to have the change: the day's first moment in UTC. */
  public Instant start() {
    return date.atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  /** Whether a run that started at {@code baseline} lacks the change and one at {@code run} not. */
  public boolean liesBetween(Instant baseline, Instant run) {
    return baseline.isBefore(start()) && !run.isBefore(start());
  }

  /** One line: {@code known since 2026-11-20 (commit 3f2a): reason}. Not escaped. */
  public String text() {
    return "known since "
        + date
        + commit.map(id -> " (commit " + id + ")").orElse("")
        + ": "
        + reason;
  }
}
