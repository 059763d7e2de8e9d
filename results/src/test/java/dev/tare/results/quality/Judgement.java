package dev.tare.results.quality;

import dev.tare.results.stats.Interval;
import java.util.Map;
import java.util.Set;

/**
 * What a rule says of a night.
 *
 * @param alarms benchmarks that it says have become slower
 * @param praised benchmarks that it says have become faster, where the rule says such things
 * @param inconclusive benchmarks of which it says that the evidence does not suffice
 * @param intervals of the relative change, where the rule gives them
 * @param smallestAlarms slowdowns, as shares, that it says it would just have flagged
 */
record Judgement(
    Set<String> alarms,
    Set<String> praised,
    Set<String> inconclusive,
    Map<String, Interval> intervals,
    Map<String, Double> smallestAlarms) {
  static Judgement ofAlarms(Set<String> alarms) {
    return new Judgement(alarms, Set.of(), Set.of(), Map.of(), Map.of());
  }
}
