package dev.tare.bench.machine;

import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the system has counted since its start; two readings need nothing in between.
 *
 * @param timeNs when it was read, on a clock of any origin
 * @param cpu times of all processors
 * @param own ticks of this process and of its children that have ended
 * @param swappedIn pages
 * @param swappedOut pages
 * @param majorFaults page faults of all processes that waited for a disk
 * @param hot how often a core was too hot; empty where it is not told
 * @param pressureUs how long some task waited for a processor, µs; empty where it is not told, as
 *     before Linux 4.20
 * @param limitedNs how long limits stopped threads of this process' control groups, summed over
 *     processors; empty where there is no such limit
 */
record Counters(
    long timeNs,
    CpuTimes cpu,
    long own,
    long swappedIn,
    long swappedOut,
    long majorFaults,
    OptionalLong hot,
    OptionalLong pressureUs,
    OptionalLong limitedNs) {
  private static final String VMSTAT = "proc/vmstat";
  private static final Pattern PRESSURE = Pattern.compile("some\\b.*\\btotal=([0-9]{1,18})");
  private static final double NS_PER_US = 1000;

  static Counters read(KernelFiles files, long timeNs) {
    return new Counters(
        timeNs,
        CpuTimes.of(files.text("proc/stat").orElse("")),
        ProcessTimes.ownTicks(files),
        files.field(VMSTAT, "pswpin").orElse(0),
        files.field(VMSTAT, "pswpout").orElse(0),
        files.field(VMSTAT, "pgmajfault").orElse(0),
        Processors.all(files).hotTimes(),
        pressureUs(files),
        new ControlGroups(files).throttledNs());
  }

  private static OptionalLong pressureUs(KernelFiles files) {
    Matcher some = PRESSURE.matcher(files.text("proc/pressure/cpu").orElse(""));
    return some.find() ? OptionalLong.of(Long.parseLong(some.group(1))) : OptionalLong.empty();
  }

  /**
   * What happened since, by the names of {@link Conditions}; nothing when no tick has passed.
   *
   * @param cores of the machine
   */
  Map<String, Double> since(Counters before, int cores) {
    CpuTimes times = cpu.since(before.cpu);
    if (times.total() <= 0) {
      return Map.of();
    }
    Map<String, Double> readings = new TreeMap<>();
    readings.put(Conditions.MACHINE_CORES, (double) cores);
    readings.put(Conditions.IDLE_CORES, times.cores(times.idle(), cores));
    readings.put(Conditions.STEAL_SHARE, times.stealShare());
    double others = times.busy() - (own - before.own);
    readings.put(Conditions.OTHER_CPU_CORES, times.cores(others, cores));
    readings.put(Conditions.SWAPPED_IN_PAGES, (double) (swappedIn - before.swappedIn));
    readings.put(Conditions.SWAPPED_OUT_PAGES, (double) (swappedOut - before.swappedOut));
    readings.put(Conditions.MAJOR_FAULTS, (double) (majorFaults - before.majorFaults));
    put(readings, Conditions.THROTTLE_EVENTS, hot, before.hot, 1);
    put(readings, Conditions.THROTTLED_TIME_NS, limitedNs, before.limitedNs, 1);
    putPressure(readings, before);
    return readings;
  }

  /** The kernel's clock and this process' are read at slightly different moments. */
  private void putPressure(Map<String, Double> readings, Counters before) {
    double watchedUs = (timeNs - before.timeNs) / NS_PER_US;
    if (watchedUs > 0) {
      put(readings, Conditions.CPU_PRESSURE_SHARE, pressureUs, before.pressureUs, watchedUs);
      readings.computeIfPresent(Conditions.CPU_PRESSURE_SHARE, (any, share) -> Math.min(1, share));
    }
  }

  private static void put(
      Map<String, Double> readings, String name, OptionalLong now, OptionalLong before, double of) {
    if (now.isPresent() && before.isPresent()) {
      readings.put(name, (now.getAsLong() - before.getAsLong()) / of);
    }
  }
}
