package dev.tare.results.report;

import java.util.ArrayList;
import java.util.List;

/** Pads and measures text by the characters that a terminal shows. */
public final class Line {
  private static final String GAP = "  ";

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

  /**
   * Parts on one line with two spaces between them; what does not fit begins a line of its own.
   *
   * @param parts may be filled up with spaces behind
   * @param width columns of a line
   * @param indent before each further line
   */
  public static String flowed(List<String> parts, int width, String indent) {
    List<String> lines = new ArrayList<>();
    String line = parts.get(0);
    for (String part : parts.subList(1, parts.size())) {
      String longer = line + GAP + part;
      boolean fits = width(trimEnd(longer)) <= width;
      if (!fits) {
        lines.add(trimEnd(line));
      }
      line = fits ? longer : indent + part;
    }
    lines.add(trimEnd(line));
    return String.join("\n", lines);
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
