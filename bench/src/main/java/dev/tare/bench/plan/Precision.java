package dev.tare.bench.plan;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How well every cell is to be known, and at what cost at most.
 *
 * @param target half the width of the 95 % interval for the median, relative to the median, in the
 *     range (0, 0.5]
 * @param maxBlocks blocks that a cell takes at most, 1 or more
 */
public record Precision(double target, int maxBlocks) {
  /** Blocks at most, where nothing else is said. */
  public static final int USUAL_MAX_BLOCKS = 20;

  /** How to write a target, for messages. */
  public static final String FORM = "a share above 0% and up to 50% such as 2% or 0.5%";

  private static final double MOST = 0.5;
  private static final double PERCENT = 100;
  private static final Pattern WRITTEN = Pattern.compile("([0-9]{1,2}(?:\\.[0-9]{1,3})?) ?%");

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException when one is out of its range
   */
  public Precision {
    if (!(target > 0) || !(target <= MOST) || maxBlocks < 1) {
      throw new IllegalArgumentException("precision " + target + ", at most " + maxBlocks);
    }
  }

  /**
   * Reads a target.
   *
   * @return empty when the text is none
   */
  public static Optional<Double> parseTarget(String text) {
    Matcher matcher = WRITTEN.matcher(text.strip());
    return matcher.matches()
        ? Optional.of(Double.parseDouble(matcher.group(1)) / PERCENT)
            .filter(t -> t > 0 && t <= MOST)
        : Optional.empty();
  }

  /** The target as a person writes it: {@code 2 %}, {@code 0.5 %}. */
  public String text() {
    String digits = String.format(Locale.ROOT, "%.3f", PERCENT * target);
    return digits.replaceFirst("\\.?0+$", "") + " %";
  }
}
