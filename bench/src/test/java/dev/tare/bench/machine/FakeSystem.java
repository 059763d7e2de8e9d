package dev.tare.bench.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder that looks like the root of a Linux system with two cores. */
final class FakeSystem {
  private final Path root;

  FakeSystem(Path root) {
    this.root = root;
  }

  KernelFiles files() {
    return new KernelFiles(root);
  }

  void put(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text + "\n");
  }

  void remove(String path) throws IOException {
    Files.delete(root.resolve(path));
  }

  /** Ticks of both cores since the start: what tasks took, what was idle, what was stolen. */
  void cpu(long busy, long idle, long steal) throws IOException {
    // user nice system idle iowait irq softirq steal guest guest_nice
    String times = busy + " 0 0 " + idle + " 0 0 0 " + steal + " 0 0";
    put("proc/stat", "cpu  " + times + "\ncpu0 " + times + "\ncpu1 " + times + "\nprocs_running 3");
  }

  /** Ticks that a process has used; its name may hold anything, brackets and blanks included. */
  void process(String process, long ticks) throws IOException {
    put(
        "proc/" + process + "/stat",
        "42 (a) b (c) S 1 42 42 0 -1 4194560 9 8 0 0 " + ticks + " 0 0 0 20 0 1");
  }
}
