package dev.tare.results.policy;

import dev.tare.results.verdict.Bound;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A limit as it is written: {@code < 2 GiB}.
 *
 * @param bound which side is allowed
 * @param amount the limit
 * @param text the whole of it, with one space between its parts
 */
record Limit(Bound bound, Amount amount, String text) {
  private static final Pattern FORM = Pattern.compile("(<=|>=|<|>)\\s*([^<>=\\s].*)");

  /**
   * Reads a limit.
   *
   * @throws IllegalArgumentException when it is none
   */
  static Limit parse(String text) {
    String ascii = text.strip().replace("\u2264", "<=").replace("\u2265", ">=");
    Matcher parts = FORM.matcher(ascii);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "must be a bound and an amount, such as \"< 2 GiB\" or \">= 9 tok/s\", got "
              + Problems.quoted(text));
    }
    Bound bound = Bound.of(parts.group(1)).orElseThrow();
    Amount amount = Amount.parse(parts.group(2));
    return new Limit(bound, amount, bound.symbol() + " " + parts.group(2));
  }
}
