package dev.tare.results.input;

import dev.tare.results.document.DocumentReader;

/**
 * Bounds what is kept of a file, which may be larger than the memory. The sizes are estimates of
 * what the heap holds, on the large side.
 */
final class Room {
  /** A score: the number and its places in two lists. */
  static final long SCORE_BYTES = 32;

  /** How often an operation took so long: an entry of a map. */
  static final long COUNT_BYTES = 96;

  /** A list, a metric or a cell without what it holds. */
  static final long OBJECT_BYTES = 256;

  /** Some four million scores. */
  private static final long MOST_BYTES = 128L << 20;

  private static final int LONGEST_TEXT = 10_000;

  private long taken;

  /**
   * Makes sure that there is room.
   *
   * @throws dev.tare.results.document.UnreadableDocumentException when there is none
   */
  void take(DocumentReader in, long bytes) {
    taken += bytes;
    if (taken > MOST_BYTES) {
      throw in.fail(
          "the file holds more results than are read: they would take more than "
              + (MOST_BYTES >> 20)
              + " MiB of memory; split it");
    }
  }

  /** What was taken and is kept no longer. */
  void give(long bytes) {
    taken -= bytes;
  }

  /** Reads a text for which there is room. */
  String text(DocumentReader in) {
    return kept(in, in.text());
  }

  /** A text that is to be kept. */
  String kept(DocumentReader in, String text) {
    if (text.length() > LONGEST_TEXT) {
      throw in.fail(
          "a text of " + text.length() + " characters; at most " + LONGEST_TEXT + " are read");
    }
    take(in, OBJECT_BYTES + 2L * text.length());
    return text;
  }
}
