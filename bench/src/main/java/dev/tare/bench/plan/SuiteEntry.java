package dev.tare.bench.plan;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * One benchmark of a suite, and how long it is measured in each fork.
 *
 * @param benchmark what is measured
 * @param parameters values to combine, by parameter; sorted; parameters not named have their
 *     defaults
 * @param warmupLimit most time for the fork to become steady; empty when the benchmark's warm-up is
 *     counted in iterations alone
 * @param warmupIterations iterations of JMH before measuring, 0 or more
 * @param warmupTime least duration of a warm-up iteration; ignored for single-shot benchmarks
 * @param measurementIterations iterations measured, 1 or more
 * @param measurementTime least duration of a measured iteration; ignored for single-shot benchmarks
 * @param blocks how many blocks hold it at most, when fewer than the suite's: results that repeat
 *     exactly need but one
 * @param reference whether the references are measured as well as the other variants
 */
public record SuiteEntry(
    BenchmarkSpec benchmark,
    Map<String, List<String>> parameters,
    Optional<Duration> warmupLimit,
    int warmupIterations,
    Duration warmupTime,
    int measurementIterations,
    Duration measurementTime,
    OptionalInt blocks,
    boolean reference) {
  private static final int SHORT_ITERATIONS = 2;
  private static final Duration SHORT_TIME = Duration.ofMillis(150);

  /** Copies the parameters. */
  public SuiteEntry {
    Map<String, List<String>> sorted = new TreeMap<>();
    parameters.forEach((name, values) -> sorted.put(name, List.copyOf(values)));
    parameters = Collections.unmodifiableMap(sorted);
  }

  /**
   * How long a fork warms up and measures when its warm-up takes all the time it may; zero for
   * single-shot benchmarks, whose iterations take what they take.
   */
  Duration measuringTime() {
    if (benchmark.singleShot()) {
      return Duration.ZERO;
    }
    return warmupLimit
        .orElse(Duration.ZERO)
        .plus(warmupTime.multipliedBy(warmupIterations))
        .plus(measurementTime.multipliedBy(measurementIterations));
  }

  /**
   * The same benchmark in a shorter fork. Forks differ from each other far more than the iterations
   * within one, so the same time spent on more forks tells more.
   */
  SuiteEntry shortened() {
    return new SuiteEntry(
        benchmark,
        parameters,
        warmupLimit.map(SuiteEntry::shorter),
        warmupIterations,
        shorter(warmupTime),
        Math.min(measurementIterations, SHORT_ITERATIONS),
        shorter(measurementTime),
        blocks,
        reference);
  }

  /**
   * The same benchmark in a fork that takes turns with another: one iteration for the set-up, then
   * as many short ones as it has turns.
   */
  SuiteEntry inTurns(int turns) {
    return new SuiteEntry(
        benchmark,
        parameters,
        warmupLimit.map(SuiteEntry::shorter),
        1,
        SHORT_TIME,
        turns,
        SHORT_TIME,
        blocks,
        reference);
  }

  private static Duration shorter(Duration time) {
    return time.compareTo(SHORT_TIME) > 0 ? SHORT_TIME : time;
  }
}
