package dev.tare.bench.machine;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Reads Linux' counters before and after a fork – {@code /proc/stat}, {@code /proc/vmstat}, {@code
 * /proc/pressure}, this process and its children that have ended, throttling – and looks once a
 * second meanwhile. See {@code proc(5)}.
 */
final class LinuxWatch implements MachineWatch {
  private static final String STAT = "proc/stat";

  private final KernelFiles files;
  private final int cores;
  private final SecondsWatch seconds;
  private final Counters before;

  LinuxWatch(KernelFiles files) {
    this.files = files;
    this.cores = cores(files);
    this.seconds = new SecondsWatch(files, LinuxWatch::descendants, cores);
    this.before = Counters.read(files, System.nanoTime());
    seconds.start();
  }

  static boolean isAvailable() {
    KernelFiles files = KernelFiles.ofThisSystem();
    return files.text(STAT).isPresent() && files.text("proc/self/stat").isPresent();
  }

  /** A fork may have started processes of its own; they work for it. */
  static Set<Long> descendants() {
    return ProcessHandle.current()
        .descendants()
        .map(ProcessHandle::pid)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** As many as have times of their own. */
  private static int cores(KernelFiles files) {
    long lines =
        files.text(STAT).stream()
            .flatMap(String::lines)
            .filter(line -> line.matches("cpu[0-9].*"))
            .count();
    return (int) Math.max(1, lines);
  }

  @Override
  public Conditions end() {
    Map<String, Double> readings = new TreeMap<>(seconds.end());
    readings.putAll(Counters.read(files, System.nanoTime()).since(before, cores));
    files
        .field(STAT, "procs_running")
        .ifPresent(tasks -> readings.put(Conditions.RUNNABLE_TASKS, (double) tasks));
    Processors.all(files).frequencyHz().ifPresent(hz -> readings.put(Conditions.FREQUENCY_HZ, hz));
    return new Conditions(readings);
  }
}
