package dev.tare.results.quality;

import java.util.Map;
import java.util.TreeMap;

/**
 * One night's run of a suite.
 *
 * @param date ISO date
 * @param commit what was measured
 * @param machine CPU model
 * @param scores iterations by fork by benchmark; more is better
 */
record Night(String date, String commit, String machine, Map<String, double[][]> scores) {
  Night {
    scores = new TreeMap<>(scores);
  }

  /** The same night with one benchmark's scores divided by a factor: a slowdown of known size. */
  Night slowed(String benchmark, double factor) {
    Map<String, double[][]> changed = new TreeMap<>(scores);
    double[][] forks = scores.get(benchmark);
    double[][] divided = new double[forks.length][];
    for (int i = 0; i < forks.length; i++) {
      divided[i] = java.util.Arrays.stream(forks[i]).map(score -> score / factor).toArray();
    }
    changed.put(benchmark, divided);
    return new Night(date, commit, machine, changed);
  }

  /** Whether the same thing was measured on the same kind of machine: every alarm is false. */
  boolean isTwinOf(Night other) {
    return commit.equals(other.commit) && machine.equals(other.machine);
  }
}
