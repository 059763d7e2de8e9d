package dev.tare.results.run;

import java.util.Arrays;
import java.util.Optional;

/** What the samples of a metric are taken to be when two runs are compared. */
public enum Assumption {
  /** Varies from one measurement to the next; judged on an interval. */
  NOISY("noisy"),
  /** The same in each measurement of the same thing (bytes, counts, hashes); judged by equality. */
  EXACT("exact");

  private final String id;

  Assumption(String id) {
    this.id = id;
  }

  /** The word that stands in the run document. */
  public String id() {
    return id;
  }

  /** The constant whose {@link #id()} is the given word. */
  public static Optional<Assumption> of(String id) {
    return Arrays.stream(values()).filter(each -> each.id.equals(id)).findFirst();
  }
}
