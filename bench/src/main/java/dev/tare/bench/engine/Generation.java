package dev.tare.bench.engine;

/**
 * One finished generation.
 *
 * @param text what was generated
 * @param tokens how many tokens were generated, 1 or more
 * @param pieces in how many pieces the text came, 1 or more; the bytes of one character arrive
 *     together, and an empty last piece may only say that it ends
 * @param firstNs from the request to the first piece, ns
 * @param lastNs from the request to the last piece, ns; firstNs or more
 */
public record Generation(String text, int tokens, int pieces, long firstNs, long lastNs) {
  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException when a count or time is out of range
   */
  public Generation {
    if (text == null || tokens < 1 || pieces < 1) {
      throw new IllegalArgumentException(
          "a generation needs a text, tokens and pieces, got " + tokens + " and " + pieces);
    }
    if (firstNs < 0 || lastNs < firstNs) {
      throw new IllegalArgumentException(
          "times must ascend from 0, got " + firstNs + " then " + lastNs);
    }
  }

  /** Time of the tokens after the first, ns. */
  public long decodeNs() {
    return lastNs - firstNs;
  }
}
