package dev.tare.results.run;

import java.util.Arrays;
import java.util.Optional;

/** How the warm-up of a fork ended. */
public enum WarmupEnd {
  /** The times of the operation had stopped to change. */
  STEADY("steady"),
  /** They still rose or fell, beyond their noise, when the time for it had passed. */
  UNSTEADY("unsteady"),
  /** They did not rise or fall, but their noise was too great to show that they had settled. */
  NOISY("noisy"),
  /** The time passed before there were operations enough to tell a trend from noise. */
  SHORT("short");

  private final String id;

  WarmupEnd(String id) {
    this.id = id;
  }

  /** The word that stands in the run document. */
  public String id() {
    return id;
  }

  /** The constant whose {@link #id()} is the given word. */
  public static Optional<WarmupEnd> of(String id) {
    return Arrays.stream(values()).filter(each -> each.id.equals(id)).findFirst();
  }
}
