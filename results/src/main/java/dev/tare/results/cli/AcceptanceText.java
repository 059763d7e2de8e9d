package dev.tare.results.cli;

import dev.tare.results.document.PlainText;
import dev.tare.results.store.Acceptance;

/** Who accepted a baseline, when and why, in one line. */
final class AcceptanceText {
  private AcceptanceText() {}

  /** What follows the run's id: {@code accepted 2026-11-21T08:00:00Z by ada: release 1.4}. */
  static String of(Acceptance accepted) {
    return "accepted "
        + accepted.at()
        + " by "
        + PlainText.oneLine(accepted.by())
        + (accepted.forced() ? " (forced)" : "")
        + (accepted.why().isEmpty() ? "" : ": " + PlainText.note(accepted.why()));
  }
}
