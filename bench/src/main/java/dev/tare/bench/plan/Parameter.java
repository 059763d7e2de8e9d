package dev.tare.bench.plan;

import java.util.List;
import java.util.function.Predicate;

/**
 * A parameter of a benchmark.
 *
 * @param name as suites write it
 * @param usual its value when a suite does not name it
 * @param range the values it takes, in words
 * @param values the values it takes
 */
record Parameter(String name, String usual, String range, Predicate<String> values) {
  private static final long MOST = 1_000_000;
  private static final String THREADS = "threads";

  /** Compute threads, usually all cores. */
  static Parameter threads() {
    Parameter count = count(THREADS, 1, 1);
    return new Parameter(
        THREADS, "all", count.range, value -> value.equals("all") || count.allows(value));
  }

  /** Of what one thread does whatever is asked for. */
  static Parameter oneThread() {
    return new Parameter(THREADS, "1", threads().range, threads().values);
  }

  /** A whole number from {@code least}. */
  static Parameter count(String name, long usual, long least) {
    return new Parameter(
        name,
        Long.toString(usual),
        "a whole number from " + least,
        value -> Numbers.inRange(value, least, MOST));
  }

  /** One of some words. */
  static Parameter choice(String name, String usual, List<String> words) {
    List<String> copy = List.copyOf(words);
    return new Parameter(name, usual, "one of " + String.join(", ", copy), copy::contains);
  }

  boolean is(String other) {
    return name.equals(other);
  }

  /** Whether its value matters: not of threads where there is but one. */
  boolean isHeeded() {
    return !name.equals(THREADS) || !usual.equals("1");
  }

  boolean allows(String value) {
    return values.test(value);
  }
}
