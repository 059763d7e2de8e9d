package dev.tare.bench.residency;

import dev.tare.bench.profile.Reading;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What this process has read from storage: {@code read_bytes} of {@code /proc/self/io} (proc(5)),
 * to which what came from the page cache adds nothing.
 */
public final class DiskReads {
  private static final Path COUNTERS = Path.of("/proc/self/io");
  private static final String NAME = "read_bytes: ";

  private DiskReads() {}

  /** Bytes since the process started; missing with a reason where the system does not tell. */
  public static Reading<Long> bytes() {
    return bytes(COUNTERS);
  }

  static Reading<Long> bytes(Path counters) {
    try {
      return Files.readString(counters, StandardCharsets.US_ASCII)
          .lines()
          .filter(line -> line.matches(NAME + "\\d{1,18}"))
          .findFirst()
          .<Reading<Long>>map(
              line -> new Reading.Value<>(Long.valueOf(line.substring(NAME.length()))))
          .orElseGet(() -> new Reading.Missing<>(counters + " does not tell " + NAME.strip()));
    } catch (IOException e) {
      return new Reading.Missing<>(
          "what a process reads from storage is told by " + counters + ", which is not here");
    }
  }
}
