package dev.tare.bench.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * What {@code /sys} tells of the processors: their clocks, and how often they were too hot.
 *
 * @param files the system's
 * @param folders those of the processors that are asked
 */
record Processors(KernelFiles files, List<String> folders) {
  private static final String ROOT = "sys/devices/system/cpu";
  private static final String CLOCK = "/cpufreq/scaling_cur_freq";
  private static final String HOT = "/thermal_throttle/core_throttle_count";
  private static final double KILOHERTZ = 1000;

  /** All of them. */
  static Processors all(KernelFiles files) {
    List<String> folders =
        files.names(ROOT).stream()
            .filter(name -> name.matches("cpu[0-9]+"))
            .map(name -> ROOT + "/" + name)
            .toList();
    return new Processors(files, folders);
  }

  /** Those that tell their clock; of many, some at equal distances. */
  Processors withClock(int most) {
    List<String> clocked = folders.stream().filter(this::hasClock).toList();
    List<String> chosen = new ArrayList<>();
    int count = Math.min(most, clocked.size());
    for (int i = 0; i < count; i++) {
      chosen.add(clocked.get(i * clocked.size() / count));
    }
    return new Processors(files, chosen);
  }

  private boolean hasClock(String folder) {
    return files.number(folder + CLOCK).isPresent();
  }

  /** The mean of their clocks, Hz; empty when none is told. */
  OptionalDouble frequencyHz() {
    return told(CLOCK).mapToDouble(khz -> khz * KILOHERTZ).average();
  }

  /** How often they were too hot since the system's start; empty when it is not told. */
  OptionalLong hotTimes() {
    List<Long> counts = told(HOT).toList();
    return counts.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(counts.stream().mapToLong(Long::longValue).sum());
  }

  private Stream<Long> told(String file) {
    return folders.stream()
        .map(folder -> files.number(folder + file))
        .flatMap(number -> number.stream().boxed());
  }
}
