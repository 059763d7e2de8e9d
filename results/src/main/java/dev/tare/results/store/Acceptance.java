package dev.tare.results.store;

import java.time.Instant;

/**
 * That a person accepted a run as the baseline.
 *
 * @param runId the run
 * @param by who
 * @param at when
 * @param why the reason given; may be empty
 * @param forced whether it was accepted although it failed or is incomplete
 */
public record Acceptance(String runId, String by, Instant at, String why, boolean forced) {
  /**
   * Checks the texts.
   *
   * @throws IllegalArgumentException when something is missing
   */
  public Acceptance {
    if (runId == null || runId.isBlank() || by == null || by.isBlank() || at == null) {
      throw new IllegalArgumentException("an acceptance needs a run, a person and a time");
    }
    why = why == null ? "" : why;
  }
}
