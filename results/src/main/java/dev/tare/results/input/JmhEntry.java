package dev.tare.results.input;

import java.util.Map;

/**
 * What a file of JMH says of one benchmark in one mode with one set of parameters.
 *
 * @param benchmark full name of the class and name of the method
 * @param mode the mode
 * @param threads threads of the benchmark, 1 or more
 * @param batchSize calls of the benchmark's method that make one operation, 1 or more
 * @param forks planned forks, 0 (within JMH's own JVM) or more
 * @param parameters the values of {@code @Param} fields by name
 * @param platform what ran it, by JMH's names, as far as the file says so: {@code jdkVersion},
 *     {@code vmName}, {@code vmVersion}
 * @param settings how it was measured: what a reader should know of when it changes
 * @param primary the benchmark's own scores
 * @param secondary those of profilers, counters and members of a group by JMH's name
 */
record JmhEntry(
    String benchmark,
    JmhMode mode,
    int threads,
    int batchSize,
    int forks,
    Map<String, String> parameters,
    Map<String, String> platform,
    Map<String, String> settings,
    JmhScores primary,
    Map<String, JmhScores> secondary) {
  /** What the {@link Room} of its histograms is. */
  long countBytes() {
    return primary.countBytes()
        + secondary.values().stream().mapToLong(JmhScores::countBytes).sum();
  }
}
