package dev.tare.results.report;

/** Pads and measures text by the characters that a terminal shows. */
final class Line {
  private Line() {}

  static int width(String text) {
    String plain = text.replaceAll("\u001b\\[[0-9;]*m", "");
    return plain.codePointCount(0, plain.length());
  }

  static String left(String text, int width) {
    return text + " ".repeat(Math.max(0, width - width(text)));
  }

  static String right(String text, int width) {
    return " ".repeat(Math.max(0, width - width(text))) + text;
  }

  static String trimEnd(String text) {
    return text.replaceAll("\\s+$", "");
  }

  /** Breaks at spaces; further lines start with {@code indent}. */
  static String wrapped(String text, int width, String indent) {
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
