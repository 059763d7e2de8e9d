package dev.tare.results.store;

import dev.tare.results.run.Run;
import java.util.List;

/**
 * The accepted run of one machine and suite.
 *
 * @param run the run, without what comparing does not need
 * @param acceptances who accepted what and why, the newest first; not empty
 */
public record Baseline(Run run, List<Acceptance> acceptances) {
  /**
   * Copies and checks.
   *
   * @throws IllegalArgumentException when nobody accepted it
   */
  public Baseline {
    acceptances = List.copyOf(acceptances);
    if (run == null || acceptances.isEmpty()) {
      throw new IllegalArgumentException("a baseline needs a run and an acceptance");
    }
  }

  /** The acceptance that holds. */
  public Acceptance accepted() {
    return acceptances.get(0);
  }
}
