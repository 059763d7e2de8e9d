package dev.tare.bench.postmortem;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What Linux tells of a process' threads without stopping them: {@code comm}, {@code wchan}, {@code
 * syscall}, {@code stack} and the state and switches in {@code status}. See {@code proc(5)}; the
 * system call's number stands first.
 */
final class KernelState {
  private static final int MOST_BYTES = 1 << 14;
  private static final Set<String> OF_STATUS =
      Set.of("State", "voluntary_ctxt_switches", "nonvoluntary_ctxt_switches");

  private KernelState() {}

  /** A paragraph per thread; empty where there is no {@code /proc}. */
  static List<String> of(long pid) {
    List<String> lines = new ArrayList<>();
    Path tasks = Path.of("/proc", Long.toString(pid), "task");
    try (DirectoryStream<Path> threads = Files.newDirectoryStream(tasks)) {
      threads.forEach(thread -> describe(lines, thread));
    } catch (IOException e) {
      return lines;
    }
    return lines;
  }

  private static void describe(List<String> lines, Path thread) {
    lines.add("thread " + thread.getFileName() + " " + text(thread, "comm").strip());
    String status =
        text(thread, "status")
            .lines()
            .filter(line -> OF_STATUS.contains(line.split(":", 2)[0]))
            .map(line -> line.replaceAll("\\s+", " "))
            .collect(Collectors.joining(", "));
    lines.add("  " + status);
    lines.add("  wchan " + text(thread, "wchan").strip());
    lines.add("  syscall " + text(thread, "syscall").strip());
    text(thread, "stack").lines().map(line -> "  " + line).forEach(lines::add);
  }

  /** Some of them are for the owner of the process, or for root. */
  private static String text(Path thread, String name) {
    try (var in = Files.newInputStream(thread.resolve(name))) {
      return new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "not readable";
    }
  }
}
