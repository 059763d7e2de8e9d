package dev.tare.results.document;

import java.util.HexFormat;

/** Makes text from files harmless on a terminal, in a build's log and in one-line messages. */
public final class PlainText {
  private static final int LONGEST = 200;
  private static final int LONGEST_NOTE = 500;

  private PlainText() {}

  /**
   * The text with every character that could steer a terminal, break a line or reorder what follows
   * written as an escape such as <code>&#92;u001b</code>. So is one character of what build servers
   * obey when they find it in a log: {@code ::} at the beginning of a word, which may come to stand
   * at the beginning of a line (GitHub), and {@code ##} anywhere (GitHub's older commands, Azure,
   * TeamCity).
   *
   * @param text any text
   * @return text of printable characters in their written order
   */
  public static String escaped(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    int before = ' ';
    int at = 0;
    while (at < text.length()) {
      int point = text.codePointAt(at);
      if (steers(point) || commands(text, at, before)) {
        plain.append(escape(point));
      } else {
        plain.appendCodePoint(point);
      }
      before = point;
      at += Character.charCount(point);
    }
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
    return cut(escaped(text), LONGEST);
  }

  /**
   * Like {@link #escaped}, cut to 500 characters: for whole sentences where names are not meant.
   *
   * @param text any text
   */
  public static String note(String text) {
    return cut(escaped(text), LONGEST_NOTE);
  }

  private static String cut(String plain, int longest) {
    if (plain.length() <= longest) {
      return plain;
    }
    // Half a character is none that XML or UTF-8 could hold.
    boolean halves = Character.isHighSurrogate(plain.charAt(longest - 1));
    return plain.substring(0, halves ? longest - 1 : longest) + "...";
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

  private static boolean commands(String text, int at, int before) {
    return text.startsWith("::", at) && space(before) || text.charAt(at) == '#' && before == '#';
  }

  /** Whatever GitHub's runner trims from a line, spaces that do not break included. */
  private static boolean space(int point) {
    return Character.isWhitespace(point) || Character.isSpaceChar(point);
  }
}
