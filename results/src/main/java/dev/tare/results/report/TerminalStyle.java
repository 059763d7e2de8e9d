package dev.tare.results.report;

import dev.tare.results.verdict.Verdict;

/**
 * What the terminal can show.
 *
 * @param color whether escape sequences for colour are understood and wanted
 * @param unicode whether more than ASCII can be shown
 * @param width columns, 40 or more
 */
public record TerminalStyle(boolean color, boolean unicode, int width) {
  /** Eighty columns of ASCII without colour. */
  public static final TerminalStyle PLAIN = new TerminalStyle(false, false, 80);

  /**
   * Checks the width.
   *
   * @throws IllegalArgumentException when it is below 40
   */
  public TerminalStyle {
    if (width < 40) {
      throw new IllegalArgumentException("a table needs 40 columns, got " + width);
    }
  }

  /** The sign between factors. */
  public String times() {
    return unicode ? "×" : "x";
  }

  String plusMinus() {
    return unicode ? "±" : "+-";
  }

  /** Stands between before and after. */
  public String arrow() {
    return unicode ? "→" : "->";
  }

  /** The sign before a negative number. */
  public String minus() {
    return unicode ? "−" : "-";
  }

  /** Stands for what is not there. */
  public String none() {
    return unicode ? "–" : "-";
  }

  /** Separates facts on a line. */
  public String dot() {
    return unicode ? " · " : ", ";
  }

  /** Stands for what is left out. */
  public String range() {
    return unicode ? "…" : "..";
  }

  /**
   * The text with everything that is not ASCII replaced where only ASCII can be shown; colours
   * stay.
   */
  public String shown(String text) {
    return unicode ? text : text.replaceAll("[^\\x20-\\x7e\\n\\x1b]", "?");
  }

  /** The text in bold type. */
  public String bold(String text) {
    return paint("1", text);
  }

  /** The text in a fainter colour, for what matters less. */
  public String dim(String text) {
    return paint("2", text);
  }

  /** The text in the colour of what is bad. */
  public String bad(String text) {
    return paint("31", text);
  }

  /** The text in the colour of what is good. */
  public String good(String text) {
    return paint("32", text);
  }

  /** The text in the colour of a doubt. */
  public String doubtful(String text) {
    return paint("33", text);
  }

  /** The text in the colour of a verdict, when that was reached at all. */
  String painted(Verdict verdict, String text, int count) {
    if (count == 0) {
      return text;
    }
    return switch (verdict) {
      case REGRESSED, FAILED -> bad(text);
      case IMPROVED -> good(text);
      case INCONCLUSIVE, GONE -> doubtful(text);
      default -> text;
    };
  }

  private String paint(String code, String text) {
    return color && !text.isEmpty() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
