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
  /** Share of the processors' time that a hypervisor gave to others, 0 to 1. */
  public static final String STEAL_SHARE = "stealShare";

  /** How many cores processes other than the fork and the driver kept busy on average. */
  public static final String OTHER_CPU_CORES = "otherCpuCores";

  /** Pages that came back from swap. */
  public static final String SWAPPED_IN_PAGES = "swappedInPages";

  /** Pages that went out to swap. */
  public static final String SWAPPED_OUT_PAGES = "swappedOutPages";

  /** How often a core slowed down because it was hot. */
  public static final String THROTTLE_EVENTS = "throttleEvents";

  /** Tasks that were running or ready to run when the fork had ended. */
  public static final String RUNNABLE_TASKS = "runnableTasks";

  /** Mean clock of the cores when the fork had ended, Hz. */
  public static final String FREQUENCY_HZ = "frequencyHz";

  /** Nothing was watched. */
  public static final Conditions UNKNOWN = new Conditions(Map.of());

  /** More stolen time than this is seen in the times of a fork. */
  private static final double MOST_STEAL = 0.02;

  /** More work of others than this takes turns with the fork's threads. */
  private static final double MOST_OTHER_CORES = 0.15;

  /** Copies and sorts. */
  public Conditions {
    readings = Collections.unmodifiableMap(new TreeMap<>(readings));
  }

  /** What of it makes a sample useless, a line each, most telling first. */
  public List<String> disturbances() {
    List<String> found = new ArrayList<>();
    above(STEAL_SHARE, MOST_STEAL)
        .ifPresent(v -> found.add(text("the host gave %.1f %% of the time to others", 100 * v)));
    above(OTHER_CPU_CORES, MOST_OTHER_CORES)
        .ifPresent(v -> found.add(text("other processes used %.2f cores", v)));
    above(SWAPPED_IN_PAGES, 0).ifPresent(v -> found.add(text("%.0f pages came back from swap", v)));
    above(SWAPPED_OUT_PAGES, 0).ifPresent(v -> found.add(text("%.0f pages were swapped out", v)));
    above(THROTTLE_EVENTS, 0)
        .ifPresent(v -> found.add(text("the processor was too hot %.0f times", v)));
    return found;
  }

  private Optional<Double> above(String name, double most) {
    return Optional.ofNullable(readings.get(name)).filter(value -> value > most);
  }

  private static String text(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
