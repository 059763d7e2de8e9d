package dev.tare.results.policy;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number with its unit.
 *
 * @param value in the base unit, finite; below 0 only without a unit
 * @param unit the unit that was written
 * @param hasUnit whether one was written
 */
record Amount(double value, Unit unit, boolean hasUnit) {
  private static final Pattern FORM =
      Pattern.compile(
          "(-?[0-9]{1,20}(?:\\.[0-9]{1,20})?(?:[eE][-+]?[0-9]{1,2})?)(?![0-9.])" + "\\s*(\\S.*)?");

  /**
   * Reads an amount such as {@code 2 GiB}, {@code 500ms} or {@code 0.9995}.
   *
   * @throws IllegalArgumentException when it is none
   */
  static Amount parse(String text) {
    Matcher parts = FORM.matcher(text.strip());
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "must be a number with a unit, such as 2 GiB or 500 ms, got " + Problems.quoted(text));
    }
    String name = parts.group(2) == null ? "" : parts.group(2);
    Unit unit = Unit.of(name);
    double value =
        new BigDecimal(parts.group(1)).multiply(BigDecimal.valueOf(unit.size())).doubleValue();
    if (value < 0 && !unit.base().equals("1")) {
      throw new IllegalArgumentException("must not be below 0, got " + Problems.quoted(text));
    }
    return new Amount(value, unit, !name.isEmpty());
  }
}
