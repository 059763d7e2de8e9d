package dev.tare.results.input;

import java.util.List;

/**
 * What a file of JMH holds of one metric.
 *
 * @param unit JMH's name of the unit
 * @param forks by fork, in order
 */
record JmhScores(String unit, List<JmhFork> forks) {
  /** How many iterations there are. */
  long iterations() {
    return forks.stream().mapToLong(fork -> fork.iterations().size()).sum();
  }

  /** How many of them have a score that is a number. */
  long scores() {
    return forks.stream().mapToLong(fork -> fork.scores().size()).sum();
  }

  /** What the {@link Room} of its histograms is. */
  long countBytes() {
    return forks.stream().mapToLong(fork -> fork.operations().size()).sum() * Room.COUNT_BYTES;
  }
}
