package dev.tare.bench.machine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the machine did while a fork ran.
 *
 * @param readings by name, with the unit in the name; what the system does not tell is left out
 */
public record Conditions(Map<String, Double> readings) {
  /**
   * Share of the processor time that work of this system wanted and a hypervisor gave to others, 0
   * to 1: steal / (busy + steal). Idle cores want nothing and do not dilute it.
   */
  public static final String STEAL_SHARE = "stealShare";

  /** The same in the worst second, of those in which work wanted half a core or more. */
  public static final String WORST_STEAL_SHARE = "worstStealShare";

  /**
   * How many cores tasks other than the fork and the driver kept busy on average. Interrupts are
   * left out; the kernel's own threads are among the others.
   */
  public static final String OTHER_CPU_CORES = "otherCpuCores";

  /** The same in the worst second. */
  public static final String WORST_OTHER_CPU_CORES = "worstOtherCpuCores";

  /** How many cores had nothing to do on average. */
  public static final String IDLE_CORES = "idleCores";

  /** How many cores the machine has; logical ones. */
  public static final String MACHINE_CORES = "machineCores";

  /** Pages that came back from swap, of all processes. */
  public static final String SWAPPED_IN_PAGES = "swappedInPages";

  /** Pages that went out to swap, of all processes. */
  public static final String SWAPPED_OUT_PAGES = "swappedOutPages";

  /** Page faults of all processes that waited for a disk. */
  public static final String MAJOR_FAULTS = "majorFaults";

  /** How often a core slowed down because it was hot. */
  public static final String THROTTLE_EVENTS = "throttleEvents";

  /** How long a limit of the control groups stopped threads, ns, summed over cores. */
  public static final String THROTTLED_TIME_NS = "throttledTimeNs";

  /**
   * Share of the time in which some task waited for a processor, 0 to 1. The fork's own threads
   * wait for each other too, so nothing is judged by it.
   */
  public static final String CPU_PRESSURE_SHARE = "cpuPressureShare";

  /** Tasks that were running or ready to run when the fork had ended. */
  public static final String RUNNABLE_TASKS = "runnableTasks";

  /** Mean clock of the cores when the fork had ended, Hz. */
  public static final String FREQUENCY_HZ = "frequencyHz";

  /** Mean clock of up to eight cores over the seconds of the fork, Hz. */
  public static final String MEAN_FREQUENCY_HZ = "meanFrequencyHz";

  /** The lowest such clock of a second, mean of the same cores, Hz. */
  public static final String MIN_FREQUENCY_HZ = "minFrequencyHz";

  /** Nothing was watched. */
  public static final Conditions UNKNOWN = new Conditions(Map.of());

  /** More stolen time than this is seen in the times of a fork. */
  private static final double MOST_STEAL = 0.02;

  /** In ten seconds, this much of one second is as much as the above. */
  private static final double MOST_STEAL_OF_A_SECOND = 0.2;

  /** More work of others than this takes turns with the fork's threads where no core is free. */
  private static final double MOST_OTHER_CORES = 0.15;

  /** What any large machine does besides, by its size. */
  private static final double MOST_OTHER_OF_ALL = 0.01;

  /**
   * Others go to idle cores and meet the fork in caches, memory and turbo only, if they are few.
   */
  private static final double MOST_OTHER_OF_IDLE = 0.03;

  /**
   * In the worst second: half a core's second is a tenth of a fork of five, and five times what the
   * kernel's counting by ticks is wrong by in one second. On larger machines as much above the
   * mean.
   */
  private static final double MOST_OTHER_IN_A_SECOND = 0.5;

  private static final double WORST_TO_MEAN = MOST_OTHER_IN_A_SECOND / MOST_OTHER_CORES;

  /** 1 MiB in pages of 4 KiB: other processes lose and fetch single pages all the time. */
  private static final double MOST_PAGES = 256;

  /** Half a period of the usual 100 ms: less is one late wake-up. */
  private static final double MOST_THROTTLED_NS = 50e6;

  private static final double NS_PER_MS = 1e6;

  /** Copies and sorts. */
  public Conditions {
    readings = Collections.unmodifiableMap(new TreeMap<>(readings));
  }

  /** What of it makes a sample useless, a line each, most telling first. */
  public List<String> disturbances() {
    List<String> found = new ArrayList<>();
    steal().ifPresent(found::add);
    others().ifPresent(found::add);
    above(THROTTLED_TIME_NS, MOST_THROTTLED_NS)
        .ifPresent(
            ns -> found.add(text("a CPU limit stopped the fork for %.0f ms", ns / NS_PER_MS)));
    above(SWAPPED_IN_PAGES, MOST_PAGES)
        .ifPresent(v -> found.add(text("%.0f pages came back from swap", v)));
    above(SWAPPED_OUT_PAGES, MOST_PAGES)
        .ifPresent(v -> found.add(text("%.0f pages were swapped out", v)));
    above(THROTTLE_EVENTS, 0)
        .ifPresent(v -> found.add(text("the processor was too hot %.0f times", v)));
    return found;
  }

  private Optional<String> steal() {
    return above(STEAL_SHARE, MOST_STEAL)
        .map(v -> text("the host gave others %.1f %% of the time that was wanted", 100 * v))
        .or(
            () ->
                above(WORST_STEAL_SHARE, MOST_STEAL_OF_A_SECOND)
                    .map(v -> text("the host gave others %.1f %% of one second", 100 * v)));
  }

  private Optional<String> others() {
    double most = mostOtherCores();
    return above(OTHER_CPU_CORES, most)
        .map(v -> text("other processes used %.2f cores", v))
        .or(
            () ->
                above(WORST_OTHER_CPU_CORES, WORST_TO_MEAN * most)
                    .map(v -> text("other processes used %.2f cores for a second", v)));
  }

  /** How many cores others may use: more on a machine that has more, most where they are idle. */
  private double mostOtherCores() {
    double ofAll = MOST_OTHER_OF_ALL * readings.getOrDefault(MACHINE_CORES, 0.0);
    double ofIdle = MOST_OTHER_OF_IDLE * readings.getOrDefault(IDLE_CORES, 0.0);
    return Math.max(MOST_OTHER_CORES, Math.max(ofAll, ofIdle));
  }

  private Optional<Double> above(String name, double most) {
    return Optional.ofNullable(readings.get(name)).filter(value -> value > most);
  }

  private static String text(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
