package dev.tare.bench.machine;

import java.util.Collection;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Processor time of this process and its descendants from {@code /proc/PID/stat}; see {@code
 * proc_pid_stat(5)}.
 */
final class ProcessTimes {
  /** Stands for this process, with its children that have ended. */
  static final long SELF = 0;

  /** {@code utime, stime, cutime, cstime}, counted behind the name in brackets. */
  private static final int FIRST_TIME = 11;

  private static final int TIMES = 4;
  private static final int MOST_BYTES = 4096;

  private ProcessTimes() {}

  /** Ticks of this process and of its children that have ended. */
  static long ownTicks(KernelFiles files) {
    return ticks(files, "self").orElse(0);
  }

  /**
   * Ticks by process: those of the descendants that still run, then of this one. One that ends is
   * counted with its parent from then on, so two readings can be compared when they name the same
   * descendants.
   */
  static Map<Long, Long> byProcess(KernelFiles files, Collection<Long> descendants) {
    Map<Long, Long> ticks = new TreeMap<>();
    for (long pid : descendants) {
      ticks(files, Long.toString(pid)).ifPresent(count -> ticks.put(pid, count));
    }
    ticks.put(SELF, ownTicks(files));
    return ticks;
  }

  private static OptionalLong ticks(KernelFiles files, String process) {
    return files
        .start("proc/" + process + "/stat", MOST_BYTES)
        .map(stat -> OptionalLong.of(ticks(stat)))
        .orElse(OptionalLong.empty());
  }

  /** The name of a process may hold anything, brackets and blanks included. */
  private static long ticks(String stat) {
    long[] numbers = Words.numbers(stat.substring(stat.lastIndexOf(')') + 1));
    long sum = 0;
    for (int i = 0; i < TIMES; i++) {
      sum += Words.at(numbers, FIRST_TIME + i);
    }
    return sum;
  }
}
