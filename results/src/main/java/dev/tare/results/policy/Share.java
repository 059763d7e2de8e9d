package dev.tare.results.policy;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The shares in a policy, each with its range. */
enum Share {
  /** Chance of any false alarm in a comparison. */
  FALSE_ALARMS("above 0 % and 50 % at most", "5%") {
    @Override
    boolean holds(double share) {
      return share > 0 && share <= 0.5;
    }
  },
  /** Confidence of an interval. */
  CONFIDENCE("above 50 % and below 100 %", "95%") {
    @Override
    boolean holds(double share) {
      return share > 0.5 && share < 1;
    }
  },
  /** Standard deviation of a run about the long-term mean. */
  RUN_SPREAD("from 0 % to 50 %", "2%") {
    @Override
    boolean holds(double share) {
      return share <= 0.5;
    }
  },
  /** Change that does not matter. */
  TOLERANCE("above 0 % and 1000 % at most", "3%") {
    @Override
    boolean holds(double share) {
      return share > 0 && share <= 10;
    }
  };

  private static final Pattern FORM = Pattern.compile("([0-9]{1,6}(?:\\.[0-9]{1,12})?)\\s*%");

  private final String range;
  private final String example;

  Share(String range, String example) {
    this.range = range;
    this.example = example;
  }

  /** Whether a share of 0 or more is in the range. */
  abstract boolean holds(double share);

  /**
   * Reads a percentage.
   *
   * @param text as in {@code 5%}
   * @return 0.05 for 5 %
   * @throws IllegalArgumentException when it is none, or out of the range
   */
  double parse(String text) {
    Matcher parts = FORM.matcher(text);
    if (parts.matches()) {
      double share = new BigDecimal(parts.group(1)).movePointLeft(2).doubleValue();
      if (holds(share)) {
        return share;
      }
    }
    throw new IllegalArgumentException(
        "must be a percentage "
            + range
            + ", such as "
            + example
            + ", got "
            + Problems.quoted(text));
  }
}
