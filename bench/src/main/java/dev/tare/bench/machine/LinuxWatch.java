package dev.tare.bench.machine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * Reads Linux' counters before and after a fork: {@code /proc/stat}, {@code /proc/vmstat}, this
 * process and its children that have ended, clocks and throttling. See {@code proc(5)}.
 */
final class LinuxWatch implements MachineWatch {
  private static final Path PROC = Path.of("/proc");
  private static final Path CPUS = Path.of("/sys/devices/system/cpu");
  private static final int MOST_BYTES = 1 << 20;
  private static final double KILOHERTZ = 1000;

  /** Fields of {@code /proc/stat}'s first line, after its name. */
  private static final int IDLE = 3;

  private static final int IOWAIT = 4;
  private static final int STEAL = 7;

  /** Guest time is contained in user time already. */
  private static final int TIMES = 8;

  /**
   * {@code utime, stime, cutime, cstime} of {@code /proc/self/stat}, after the name in brackets.
   */
  private static final int FIRST_OWN_TIME = 11;

  private static final int OWN_TIMES = 4;

  private final Counters before = Counters.read();

  /**
   * What the system has counted since its start.
   *
   * @param total clock ticks of all processors
   * @param busy ticks in which processes of this system ran
   * @param steal ticks given to others by a hypervisor
   * @param own ticks of this process and of its children that have ended
   * @param swappedIn pages
   * @param swappedOut pages
   * @param throttled how often a core was too hot; negative where it is not told
   */
  record Counters(
      long total,
      long busy,
      long steal,
      long own,
      long swappedIn,
      long swappedOut,
      long throttled) {
    static Counters read() {
      return of(
          text(PROC.resolve("stat")),
          text(PROC.resolve("self/stat")),
          text(PROC.resolve("vmstat")),
          throttleEvents());
    }

    static Counters of(String stat, String self, String vmstat, long throttled) {
      long[] times = numbers(stat.lines().findFirst().orElse("").replaceFirst("cpu\\s+", ""));
      long total = 0;
      for (int i = 0; i < Math.min(times.length, TIMES); i++) {
        total += times[i];
      }
      long steal = at(times, STEAL);
      long[] process = numbers(self.substring(self.lastIndexOf(')') + 1).strip());
      long own = 0;
      for (int i = 0; i < OWN_TIMES; i++) {
        own += at(process, FIRST_OWN_TIME + i);
      }
      return new Counters(
          total,
          total - at(times, IDLE) - at(times, IOWAIT) - steal,
          steal,
          own,
          field(vmstat, "pswpin"),
          field(vmstat, "pswpout"),
          throttled);
    }
  }

  static boolean isAvailable() {
    return Files.isReadable(PROC.resolve("stat")) && Files.isReadable(PROC.resolve("self/stat"));
  }

  @Override
  public Conditions end() {
    Map<String, Double> readings = new TreeMap<>(readings(before, Counters.read(), cores()));
    String stat = text(PROC.resolve("stat"));
    readings.put(Conditions.RUNNABLE_TASKS, (double) field(stat, "procs_running"));
    frequencyHz().ifPresent(hz -> readings.put(Conditions.FREQUENCY_HZ, hz));
    return new Conditions(readings);
  }

  private static int cores() {
    return Math.max(
        1, (int) text(PROC.resolve("stat")).lines().filter(l -> l.matches("cpu\\d.*")).count());
  }

  /** The difference; without a tick in between nothing is known. */
  static Map<String, Double> readings(Counters before, Counters after, int cores) {
    double ticks = after.total - before.total;
    if (!(ticks > 0)) {
      return Map.of();
    }
    Map<String, Double> readings = new TreeMap<>();
    readings.put(Conditions.STEAL_SHARE, Math.max(0, after.steal - before.steal) / ticks);
    double others = (after.busy - before.busy) - (after.own - before.own);
    readings.put(Conditions.OTHER_CPU_CORES, Math.max(0, others) / ticks * cores);
    readings.put(Conditions.SWAPPED_IN_PAGES, (double) (after.swappedIn - before.swappedIn));
    readings.put(Conditions.SWAPPED_OUT_PAGES, (double) (after.swappedOut - before.swappedOut));
    if (after.throttled >= 0 && before.throttled >= 0) {
      readings.put(Conditions.THROTTLE_EVENTS, (double) (after.throttled - before.throttled));
    }
    return readings;
  }

  private static OptionalDouble frequencyHz() {
    double sum = 0;
    int told = 0;
    for (Path cpu : cpus()) {
      Optional<Long> khz = number(cpu.resolve("cpufreq/scaling_cur_freq"));
      sum += khz.orElse(0L) * KILOHERTZ;
      told += khz.isPresent() ? 1 : 0;
    }
    return told == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / told);
  }

  private static long throttleEvents() {
    long sum = -1;
    for (Path cpu : cpus()) {
      Optional<Long> count = number(cpu.resolve("thermal_throttle/core_throttle_count"));
      if (count.isPresent()) {
        sum = Math.max(0, sum) + count.get();
      }
    }
    return sum;
  }

  private static Iterable<Path> cpus() {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(CPUS, "cpu[0-9]*")) {
      folders.forEach(found::add);
    } catch (IOException e) {
      return List.of();
    }
    return found;
  }

  private static Optional<Long> number(Path file) {
    String text = text(file).strip();
    return text.matches("\\d{1,18}") ? Optional.of(Long.parseLong(text)) : Optional.empty();
  }

  /** The whole numbers that a line begins with. */
  private static long[] numbers(String line) {
    return Arrays.stream(line.split("\\s+"))
        .map(word -> word.matches("-?\\d{1,18}") ? Long.valueOf(word) : Long.valueOf(0))
        .mapToLong(Long::longValue)
        .toArray();
  }

  private static long at(long[] numbers, int index) {
    return index < numbers.length ? numbers[index] : 0;
  }

  private static long field(String text, String name) {
    return text.lines()
        .filter(line -> line.startsWith(name + " "))
        .findFirst()
        .map(line -> at(numbers(line.substring(name.length()).strip()), 0))
        .orElse(0L);
  }

  private static String text(Path file) {
    try (var in = Files.newInputStream(file)) {
      return new String(in.readNBytes(MOST_BYTES), StandardCharsets.US_ASCII);
    } catch (IOException e) {
      return "";
    }
  }
}
