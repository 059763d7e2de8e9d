package dev.tare.bench.plan;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What to measure, and how often.
 *
 * @param name the suite's name, as it stands in the run document and in baselines
 * @param builtIn whether it comes with Tare; then it may name variants that a family does not have
 * @param blocks how many blocks, 1 or more; the least number when a precision is asked for
 * @param precision until when blocks go on for a cell; empty when their number is fixed
 * @param variants names of the variants to measure; empty for all
 * @param timeBudget no block starts that would end after it; empty for no limit
 * @param forkTimeout a fork that takes longer is killed and counted as failed
 * @param entries the benchmarks
 */
public record Suite(
    String name,
    boolean builtIn,
    int blocks,
    Optional<Precision> precision,
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
    return new Suite(name, builtIn, count, precision, variants, timeBudget, forkTimeout, entries);
  }

  /** The same suite until another precision; empty for a fixed number of blocks. */
  public Suite withPrecision(Optional<Precision> other) {
    return new Suite(name, builtIn, blocks, other, variants, timeBudget, forkTimeout, entries);
  }

  /** The same suite for every variant there is. */
  public Suite withAllVariants() {
    return new Suite(name, builtIn, blocks, precision, List.of(), timeBudget, forkTimeout, entries);
  }

  /** The same suite under a time budget. */
  public Suite withTimeBudget(Duration budget) {
    return new Suite(
        name, builtIn, blocks, precision, variants, Optional.of(budget), forkTimeout, entries);
  }

  /** How many blocks may hold a cell of this suite. */
  public int most(PlannedCell cell) {
    if (precision.isEmpty() || cell.isExact()) {
      return cell.blocks();
    }
    int most = precision.get().maxBlocks();
    return Math.min(most, cell.entry().blocks().orElse(most));
  }

  /** The same suite with forks as short as many pairs need them. */
  public Suite withShortForks() {
    return new Suite(
        name,
        builtIn,
        blocks,
        precision,
        variants,
        timeBudget,
        forkTimeout,
        entries.stream().map(SuiteEntry::shortened).toList());
  }
}
