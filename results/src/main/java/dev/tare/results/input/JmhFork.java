package dev.tare.results.input;

import java.util.List;
import java.util.Map;

/**
 * What a fork of JMH measured of one metric, in the file's unit.
 *
 * @param iterations one score each, in order; NaN where JMH has none
 * @param operations how often an operation took so long, over all iterations; empty unless the file
 *     has a histogram
 */
record JmhFork(List<Double> iterations, Map<Double, Long> operations) {
  /** The scores that are numbers. */
  List<Double> scores() {
    return iterations.stream().filter(score -> !score.isNaN()).toList();
  }
}
