package dev.tare.results.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Numbers as readers see them, the same in every locale. */
public final class Digits {
  private Digits() {}

  /** Three significant digits without an exponent, unless the number is very large or small. */
  public static String three(double value) {
    return significant(value, 3);
  }

  /** So many significant digits, in the same way. */
  public static String significant(double value, int digits) {
    if (value == 0) {
      return "0";
    }
    double magnitude = Math.abs(value);
    if (!Double.isFinite(value) || magnitude >= 1e7 || magnitude < 1e-4) {
      return String.format(Locale.ROOT, "%." + (digits - 1) + "e", value);
    }
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(digits, RoundingMode.HALF_UP));
    int scale = Math.max(0, digits - rounded.precision() + rounded.scale());
    return rounded.setScale(scale, RoundingMode.HALF_UP).toPlainString();
  }

  /** A ratio with two decimals, so that a column of them aligns; smaller ones with two digits. */
  public static String ratio(double value) {
    return value >= 0.1 && value < 1000
        ? String.format(Locale.ROOT, "%.2f", value)
        : significant(value, 2);
  }

  /** At most four significant digits, without trailing zeros. */
  public static String shortest(double value) {
    return new BigDecimal(value)
        .round(new MathContext(4, RoundingMode.HALF_UP))
        .stripTrailingZeros()
        .toPlainString();
  }

  /** A share as percent with sign: {@code +3.2 %}. */
  public static String signedPercent(double share, TerminalStyle style) {
    String sign = share < 0 ? style.minus() : "+";
    return sign + percent(Math.abs(share)) + " %";
  }

  /** A share of 0 or more as percent without decimals; two digits below 1 %. */
  static String wholePercent(double share) {
    double percent = 100 * share;
    return percent >= 0.95 ? String.format(Locale.ROOT, "%.0f", percent) : significant(percent, 2);
  }

  /** A share of 0 or more as percent, without the sign. */
  public static String percent(double share) {
    double percent = 100 * share;
    return percent >= 99.95
        ? String.format(Locale.ROOT, "%.0f", percent)
        : String.format(Locale.ROOT, "%.1f", percent);
  }
}
