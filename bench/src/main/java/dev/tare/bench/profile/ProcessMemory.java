package dev.tare.bench.profile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Reads this process's resident memory from Linux's {@code /proc/self} (proc(5)). */
public final class ProcessMemory {
  private static final long KIB = 1024;

  /** Tells the kernel to forget the peak: proc_pid_clear_refs(5). */
  private static final String RESET_PEAK = "5";

  private final Path self;

  /** Reads this process. */
  public ProcessMemory() {
    this(Path.of("/proc/self"));
  }

  ProcessMemory(Path self) {
    this.self = self;
  }

  /** The memory now; missing with a reason on other systems. */
  public Reading<MemorySnapshot> snapshot() {
    Path status = self.resolve("status");
    try {
      return parse(Files.readString(status, StandardCharsets.UTF_8));
    } catch (IOException e) {
      return new Reading.Missing<>(
          "resident memory is read from " + status + ", which this system does not have");
    }
  }

  /**
   * Lets the peak start anew from the memory of now.
   *
   * @return why it could not; empty when it did
   */
  public Optional<String> resetPeak() {
    Path control = self.resolve("clear_refs");
    try {
      Files.writeString(control, RESET_PEAK);
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of("the peak could not be reset: " + control + " is not writable here");
    }
  }

  private static Reading<MemorySnapshot> parse(String status) {
    Map<String, Long> bytes = new HashMap<>();
    status.lines().forEach(line -> readKibLine(line, bytes));
    for (String needed : new String[] {"VmRSS", "RssAnon", "RssFile", "RssShmem", "VmHWM"}) {
      if (!bytes.containsKey(needed)) {
        return new Reading.Missing<>("the kernel does not report " + needed);
      }
    }
    return new Reading.Value<>(
        new MemorySnapshot(
            bytes.get("VmRSS"),
            bytes.get("RssAnon"),
            bytes.get("RssFile"),
            bytes.get("RssShmem"),
            bytes.get("VmHWM")));
  }

  private static void readKibLine(String line, Map<String, Long> bytes) {
    int colon = line.indexOf(':');
    if (colon > 0 && line.endsWith(" kB")) {
      String number = line.substring(colon + 1, line.length() - 3).strip();
      bytes.put(line.substring(0, colon), Long.parseLong(number) * KIB);
    }
  }
}
