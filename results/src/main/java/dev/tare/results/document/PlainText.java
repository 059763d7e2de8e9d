package dev.tare.results.document;

import java.util.HexFormat;

/** Makes text from files harmless on a terminal and in one-line messages. */
public final class PlainText {
  private static final int LONGEST = 200;

  private PlainText() {}

  /**
   * The text with every character that could steer a terminal, break a line or reorder what follows
   * written as an escape such as <code>&#92;u001b</code>.
   *
   * @param text any text
   * @return text of printable characters in their written order
   */
  public static String escaped(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            point -> {
              if (steers(point)) {
                plain.append(escape(point));
              } else {
                plain.appendCodePoint(point);
              }
            });
    return plain.toString();
  }

  private static String escape(int point) {
    return point < 0x10000
        ? "\\u" + HexFormat.of().toHexDigits((char) point)
        : "\\u{" + Integer.toHexString(point) + "}";
  }

  /**
   * Like {@link #escaped}, cut to 200 characters.
   *
   * @param text any text
   */
  public static String oneLine(String text) {
    String plain = escaped(text);
    return plain.length() <= LONGEST ? plain : plain.substring(0, LONGEST) + "...";
  }

  /** Controls, line breaks, bidirectional and invisible marks, lone surrogates, unassigned. */
  private static boolean steers(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          true;
      default -> false;
    };
  }
}
