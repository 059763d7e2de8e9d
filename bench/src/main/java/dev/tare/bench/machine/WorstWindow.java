package dev.tare.bench.machine;

import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** The worst of the seconds of a watch: a mean over all of them would hide a short disturbance. */
final class WorstWindow {
  /** In a window that wanted less than a core for half of it, one stolen tick is a large share. */
  private static final double LEAST_WANTED_CORES = 0.5;

  private final int cores;
  private OptionalDouble worstOthers = OptionalDouble.empty();
  private OptionalDouble worstSteal = OptionalDouble.empty();
  private double leastHz = Double.POSITIVE_INFINITY;
  private double sumHz;
  private int clocks;

  /**
   * Nothing seen yet.
   *
   * @param cores of the machine
   */
  WorstWindow(int cores) {
    this.cores = cores;
  }

  /**
   * A moment of a watch.
   *
   * @param cpu times of all processors
   * @param own ticks by process, see {@link ProcessTimes#byProcess}
   */
  record Moment(CpuTimes cpu, Map<Long, Long> own) {
    /** Whether a window between the two can be judged: no child ended or came in between. */
    boolean fits(Moment before) {
      return own.keySet().equals(before.own.keySet());
    }

    private long ownTicks() {
      return own.values().stream().mapToLong(Long::longValue).sum();
    }
  }

  /** How many cores others kept busy between two moments that fit each other. */
  double otherCores(Moment before, Moment after) {
    CpuTimes times = after.cpu().since(before.cpu());
    return times.cores(times.busy() - (after.ownTicks() - before.ownTicks()), cores);
  }

  /** Takes a window between two moments that fit each other. */
  void add(Moment before, Moment after) {
    CpuTimes times = after.cpu().since(before.cpu());
    if (times.total() <= 0) {
      return;
    }
    worstOthers = worse(worstOthers, otherCores(before, after));
    if (times.cores(times.busy() + times.steal(), cores) >= LEAST_WANTED_CORES) {
      worstSteal = worse(worstSteal, times.stealShare());
    }
  }

  /** Takes a reading of the clock, Hz. */
  void addClock(double hz) {
    leastHz = Math.min(leastHz, hz);
    sumHz += hz;
    clocks++;
  }

  private static OptionalDouble worse(OptionalDouble known, double value) {
    return OptionalDouble.of(Math.max(known.orElse(0), value));
  }

  /** What was seen, by the names of {@link Conditions}. */
  Map<String, Double> readings() {
    Map<String, Double> readings = new TreeMap<>();
    worstOthers.ifPresent(most -> readings.put(Conditions.WORST_OTHER_CPU_CORES, most));
    worstSteal.ifPresent(most -> readings.put(Conditions.WORST_STEAL_SHARE, most));
    if (clocks > 0) {
      readings.put(Conditions.MEAN_FREQUENCY_HZ, sumHz / clocks);
      readings.put(Conditions.MIN_FREQUENCY_HZ, leastHz);
    }
    return readings;
  }
}
