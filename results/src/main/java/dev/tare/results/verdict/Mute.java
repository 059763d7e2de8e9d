package dev.tare.results.verdict;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * Metrics that are judged and shown, but raise no alarm for a while. The day of the judged run
 * decides, and not today's: the same two runs always compare alike.
 *
 * @param selector which metrics
 * @param until the last day of it, in UTC
 * @param reason why, one line, not blank, not escaped
 */
public record Mute(Selector selector, LocalDate until, String reason) {
  /**
   * Checks the reason.
   *
   * @throws IllegalArgumentException when it is blank
   */
  public Mute {
    if (reason.isBlank()) {
      throw new IllegalArgumentException("a mute needs a reason");
    }
  }

  /** Whether it no longer holds for a run that started at that time. */
  public boolean hasExpired(Instant run) {
    return run.atOffset(ZoneOffset.UTC).toLocalDate().isAfter(until);
  }

  /** One line: {@code muted until 2026-12-31: reason}. Not escaped. */
  public String text() {
    return "muted until " + until + ": " + reason;
  }
}
