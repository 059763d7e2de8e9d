package dev.tare.results.run;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One fork of one cell: whether it ran, under what conditions, and what became of it.
 *
 * @param block index of the block, from 0
 * @param order position of the fork in the shuffled block, from 0
 * @param attempt 0, or how often the cell had been measured in this block before
 * @param wallTimeNs from the start of the fork to its end, ns
 * @param failure why it has no samples; empty when it succeeded
 * @param conditions what was observed about the machine meanwhile, by name with its unit in the
 *     name (for instance {@code stealShare}, {@code otherCpuCores}); sorted; empty when not watched
 * @param disturbances what disturbed it, a line each; empty when nothing did
 * @param setAside the samples of a disturbed fork, which no metric of the cell holds; one block
 *     each
 * @param warmup how its warm-up ended; empty when that was of fixed length
 */
public record Fork(
    int block,
    int order,
    int attempt,
    long wallTimeNs,
    Optional<Failure> failure,
    Map<String, Double> conditions,
    List<String> disturbances,
    List<Metric> setAside,
    Optional<Warmup> warmup) {
  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException when a number is negative or not finite, or samples are set
   *     aside without a disturbance
   */
  public Fork {
    if (block < 0 || order < 0 || attempt < 0 || wallTimeNs < 0) {
      throw new IllegalArgumentException(
          "fork: block, order, attempt and wall time must be 0 or more, got "
              + block
              + ", "
              + order
              + ", "
              + attempt
              + ", "
              + wallTimeNs);
    }
    failure = failure == null ? Optional.empty() : failure;
    conditions =
        Collections.unmodifiableMap(new TreeMap<>(conditions == null ? Map.of() : conditions));
    if (!conditions.values().stream().allMatch(Double::isFinite)) {
      throw new IllegalArgumentException("fork: a condition is not finite: " + conditions);
    }
    disturbances = disturbances == null ? List.of() : List.copyOf(disturbances);
    setAside = setAside == null ? List.of() : List.copyOf(setAside);
    warmup = warmup == null ? Optional.empty() : warmup;
    if (disturbances.isEmpty() && !setAside.isEmpty()) {
      throw new IllegalArgumentException("fork: samples are set aside without a disturbance");
    }
  }

  /** A first attempt that was not watched. */
  public Fork(int block, int order, long wallTimeNs, Optional<Failure> failure) {
    this(block, order, 0, wallTimeNs, failure, Map.of(), List.of(), List.of(), Optional.empty());
  }

  /** Whether its samples were set aside. */
  public boolean disturbed() {
    return !setAside.isEmpty();
  }
}
