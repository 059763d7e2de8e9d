package dev.tare.bench.plan;

/** Reads numbers that a person wrote. */
final class Numbers {
  private Numbers() {}

  /** Whether the text is a whole decimal number in [least, most]. */
  static boolean inRange(String text, long least, long most) {
    if (!text.matches("0|[1-9][0-9]{0,17}")) {
      return false;
    }
    long value = Long.parseLong(text);
    return value >= least && value <= most;
  }
}
