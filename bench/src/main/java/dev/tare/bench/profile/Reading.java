package dev.tare.bench.profile;

import java.util.Objects;
import java.util.function.Function;

/**
 * A measurement that may be impossible here.
 *
 * @param <T> what is measured
 */
public sealed interface Reading<T> {
  /**
   * It was measured.
   *
   * @param value the value; not null
   * @param <T> what is measured
   */
  record Value<T>(T value) implements Reading<T> {
    /** Rejects null. */
    public Value {
      Objects.requireNonNull(value, "value");
    }
  }

  /**
   * It was not.
   *
   * @param reason one line; not blank
   * @param <T> what would have been measured
   */
  record Missing<T>(String reason) implements Reading<T> {
    /**
     * Checks the reason.
     *
     * @throws IllegalArgumentException when it is blank
     */
    public Missing {
      if (reason == null || reason.isBlank()) {
        throw new IllegalArgumentException("a missing reading needs a reason");
      }
    }
  }

  /**
   * Derives another reading; what is missing stays missing for the same reason.
   *
   * @param change applied to a value
   * @param <R> what comes out
   */
  default <R> Reading<R> map(Function<T, R> change) {
    if (this instanceof Value<T> present) {
      return new Value<>(change.apply(present.value()));
    }
    return new Missing<>(((Missing<T>) this).reason());
  }
}
