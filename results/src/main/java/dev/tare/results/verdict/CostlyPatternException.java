package dev.tare.results.verdict;

import dev.tare.results.document.PlainText;
import java.util.regex.Pattern;

/**
 * A pattern whose search for a match does not end in a reasonable time. The message is one line.
 */
public final class CostlyPatternException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private static final int LONGEST = 60;

  CostlyPatternException(Pattern pattern, CharSequence name, Throwable cause) {
    super(
        "the pattern "
            + shortened(pattern.pattern())
            + " takes too long on the name "
            + shortened(name.toString())
            + "; write it with fewer repetitions, such as * and +, above all nested ones",
        cause);
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST
        ? PlainText.escaped(text)
        : PlainText.escaped(text.substring(0, LONGEST)) + "...";
  }
}
