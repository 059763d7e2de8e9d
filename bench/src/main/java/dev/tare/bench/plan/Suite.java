package dev.tare.bench.plan;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What to measure, and how often.
 *
 * @param name the suite's name, as it stands in the run document and in baselines
 * @param builtIn whether it comes with Tare; then it may name variants that a family does not have
 * @param blocks how many blocks, 1 or more
 * @param variants names of the variants to measure; empty for all
 * @param timeBudget no block starts that would end after it; empty for no limit
 * @param forkTimeout a fork that takes longer is killed and counted as failed
 * @param entries the benchmarks
 */
public record Suite(
    String name,
    boolean builtIn,
    int blocks,
    List<String> variants,
    Optional<Duration> timeBudget,
    Duration forkTimeout,
    List<SuiteEntry> entries) {
  /** Copies the lists. */
  public Suite {
    variants = List.copyOf(variants);
    entries = List.copyOf(entries);
  }

  /** The same suite with another number of blocks. */
  public Suite withBlocks(int count) {
    return new Suite(name, builtIn, count, variants, timeBudget, forkTimeout, entries);
  }

  /** The same suite for every variant there is. */
  public Suite withAllVariants() {
    return new Suite(name, builtIn, blocks, List.of(), timeBudget, forkTimeout, entries);
  }

  /** The same suite under a time budget. */
  public Suite withTimeBudget(Duration budget) {
    return new Suite(name, builtIn, blocks, variants, Optional.of(budget), forkTimeout, entries);
  }

  /** The same suite with forks as short as many pairs need them. */
  public Suite withShortForks() {
    return new Suite(
        name,
        builtIn,
        blocks,
        variants,
        timeBudget,
        forkTimeout,
        entries.stream().map(SuiteEntry::shortened).toList());
  }
}
