package dev.tare.results.run;

import java.util.List;

/**
 * Why a fork failed.
 *
 * @param reason one line, for instance {@code killed by SIGSEGV}; not blank
 * @param logTail the last lines of the fork's log, oldest first; may be empty
 */
public record Failure(String reason, List<String> logTail) {
  /**
   * Copies and checks.
   *
   * @throws IllegalArgumentException when the reason is blank
   */
  public Failure {
    if (reason == null || reason.isBlank()) {
      throw new IllegalArgumentException("a failure needs a reason");
    }
    logTail = logTail == null ? List.of() : List.copyOf(logTail);
  }
}
