package dev.tare.results.verdict;

import dev.tare.results.stats.Interval;
import java.util.Arrays;
import java.util.Optional;

/** Which side of a limit is allowed. */
public enum Bound {
  /** Less than the limit. */
  BELOW("<", "below") {
    @Override
    boolean holds(double value, double limit) {
      return value < limit;
    }
  },
  /** The limit or less. */
  AT_MOST("<=", "atMost") {
    @Override
    boolean holds(double value, double limit) {
      return value <= limit;
    }
  },
  /** More than the limit. */
  ABOVE(">", "above") {
    @Override
    boolean holds(double value, double limit) {
      return value > limit;
    }
  },
  /** The limit or more. */
  AT_LEAST(">=", "atLeast") {
    @Override
    boolean holds(double value, double limit) {
      return value >= limit;
    }
  };

  private final String symbol;
  private final String id;

  Bound(String symbol, String id) {
    this.symbol = symbol;
    this.id = id;
  }

  /** The sign that stands before a limit: {@code <}, {@code <=}, {@code >}, {@code >=}. */
  public String symbol() {
    return symbol;
  }

  /** The word for it in machine-readable outputs. */
  public String id() {
    return id;
  }

  /** The constant whose {@link #symbol()} is given. */
  public static Optional<Bound> of(String symbol) {
    return Arrays.stream(values()).filter(each -> each.symbol.equals(symbol)).findFirst();
  }

  /** Whether a value is allowed. */
  abstract boolean holds(double value, double limit);

  /** What an interval says: it lies wholly beyond the limit, wholly inside, or across it. */
  BudgetVerdict judge(Interval interval, double limit) {
    boolean lower = holds(interval.lower(), limit);
    boolean upper = holds(interval.upper(), limit);
    if (lower != upper) {
      return BudgetVerdict.INCONCLUSIVE;
    }
    return lower ? BudgetVerdict.KEPT : BudgetVerdict.OVER;
  }

  /** How a metric gets better that must stay on this side. */
  boolean allowsLess() {
    return this == BELOW || this == AT_MOST;
  }
}
