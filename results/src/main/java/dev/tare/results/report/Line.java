package dev.tare.results.report;

/** Pads and measures text by the characters that a terminal shows. */
public final class Line {
  private Line() {}

  /** Characters that a terminal shows: colours take none. */
  public static int width(String text) {
    String plain = text.replaceAll("\u001b\\[[0-9;]*m", "");
    return plain.codePointCount(0, plain.length());
  }

  /** Filled up with spaces behind. */
  public static String left(String text, int width) {
    return text + " ".repeat(Math.max(0, width - width(text)));
  }

  /** Filled up with spaces before. */
  public static String right(String text, int width) {
    return " ".repeat(Math.max(0, width - width(text))) + text;
  }

  /** Without spaces at the end. */
  public static String trimEnd(String text) {
    return text.replaceAll("\\s+$", "");
  }

  /** Breaks at spaces; further lines start with {@code indent}. */
  public static String wrapped(String text, int width, String indent) {
    StringBuilder all = new StringBuilder();
    int used = 0;
    for (String word : text.split(" ")) {
      int length = width(word);
      if (used > 0 && used + 1 + length > width) {
        all.append('\n').append(indent);
        used = indent.length();
      } else if (used > 0) {
        all.append(' ');
        used++;
      }
      all.append(word);
      used += length;
    }
    return all.toString();
  }
}
