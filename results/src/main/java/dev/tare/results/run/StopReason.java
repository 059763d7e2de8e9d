package dev.tare.results.run;

import java.util.Arrays;
import java.util.Optional;

/** Why no further block held a cell. */
public enum StopReason {
  /** The interval of each main metric became as narrow as was asked for. */
  PRECISION("precision"),
  /** It repeats exactly, so further blocks would show the same. */
  EXACT("exact"),
  /** It ran in as many blocks as were allowed. */
  MAX_BLOCKS("maxBlocks"),
  /** The time budget of the run was spent. */
  TIME_BUDGET("timeBudget"),
  /** The run's document became as large as one may be. */
  DOCUMENT_SIZE("documentSize"),
  /** As many of its forks as the plan's least number of blocks gave no main metric. */
  FAILED("failed"),
  /** The run was stopped. */
  INTERRUPTED("interrupted");

  private final String id;

  StopReason(String id) {
    this.id = id;
  }

  /** The word that stands in the run document. */
  public String id() {
    return id;
  }

  /** The constant whose {@link #id()} is the given word. */
  public static Optional<StopReason> of(String id) {
    return Arrays.stream(values()).filter(each -> each.id.equals(id)).findFirst();
  }
}
