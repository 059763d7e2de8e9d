package dev.tare.results.verdict;

import java.util.regex.Pattern;

/**
 * A name on which a pattern is tried. Java's patterns go back over what they have read, some of
 * them for longer than anybody waits, so the steps are counted.
 */
final class NameMatch implements CharSequence {
  private static final int MOST_STEPS = 1_000_000;

  private final String name;
  private int steps;

  private NameMatch(String name) {
    this.name = name;
  }

  /**
   * Whether the whole name matches.
   *
   * @throws CostlyPatternException when that is too hard to say
   */
  static boolean isWhole(Pattern pattern, String name) {
    try {
      return pattern.matcher(new NameMatch(name)).matches();
    } catch (StackOverflowError | TooManyStepsException e) {
      throw new CostlyPatternException(pattern, name, e);
    }
  }

  /**
   * Whether a part of the name matches.
   *
   * @throws CostlyPatternException when that is too hard to say
   */
  static boolean isInside(Pattern pattern, String name) {
    try {
      return pattern.matcher(new NameMatch(name)).find();
    } catch (StackOverflowError | TooManyStepsException e) {
      throw new CostlyPatternException(pattern, name, e);
    }
  }

  @Override
  public char charAt(int index) {
    steps++;
    if (steps > MOST_STEPS) {
      throw new TooManyStepsException();
    }
    return name.charAt(index);
  }

  @Override
  public int length() {
    return name.length();
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return name.subSequence(start, end);
  }

  @Override
  public String toString() {
    return name;
  }

  private static final class TooManyStepsException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
