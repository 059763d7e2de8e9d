package dev.tare.results.run;

import java.util.Arrays;
import java.util.Optional;

/** Which way a metric gets better. */
public enum Better {
  /** More is better: tokens per second, cosine similarity. */
  HIGHER("higher"),
  /** Less is better: nanoseconds, bytes. */
  LOWER("lower"),
  /** Neither: any difference is a change for the worse, as with a hash or a token count. */
  SAME("same");

  private final String id;

  Better(String id) {
    this.id = id;
  }

  /** The word that stands in the run document. */
  public String id() {
    return id;
  }

  /** The constant whose {@link #id()} is the given word. */
  public static Optional<Better> of(String id) {
    return Arrays.stream(values()).filter(each -> each.id.equals(id)).findFirst();
  }
}
