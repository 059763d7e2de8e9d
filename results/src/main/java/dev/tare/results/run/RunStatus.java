package dev.tare.results.run;

import java.util.Arrays;
import java.util.Optional;

/** How far a run has come. */
public enum RunStatus {
  /** Still measuring, or its process is gone; can be resumed. */
  RUNNING("running"),
  /** Stopped by the user; can be resumed. A run that its time budget ends is complete. */
  INTERRUPTED("interrupted"),
  /** Every planned fork was started and at least one has no result. */
  INCOMPLETE("incomplete"),
  /** Every planned fork has a result. */
  COMPLETE("complete");

  private final String id;

  RunStatus(String id) {
    this.id = id;
  }

  /** The word that stands in the run document. */
  public String id() {
    return id;
  }

  /** The constant whose {@link #id()} is the given word. */
  public static Optional<RunStatus> of(String id) {
    return Arrays.stream(values()).filter(each -> each.id.equals(id)).findFirst();
  }
}
