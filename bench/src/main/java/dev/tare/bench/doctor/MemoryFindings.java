package dev.tare.bench.doctor;

import dev.tare.bench.machine.ControlGroups;
import dev.tare.bench.machine.KernelFiles;
import dev.tare.results.run.Finding;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import oshi.hardware.GlobalMemory;
import oshi.hardware.VirtualMemory;

/** Memory, swap and the limits that a container sets. */
final class MemoryFindings {
  private static final double GIB = 1L << 30;
  private static final double LITTLE_MEMORY = 0.25;

  private final KernelFiles files;
  private final GlobalMemory memory;

  MemoryFindings(KernelFiles files, GlobalMemory memory) {
    this.files = files;
    this.memory = memory;
  }

  List<Finding> all() {
    VirtualMemory swap = memory.getVirtualMemory();
    return List.of(
        memory(memory.getTotal(), memory.getAvailable()),
        swap(swap.getSwapTotal(), swap.getSwapUsed()),
        hugePages(files),
        memoryLimit(files, memory.getTotal()),
        processorLimit(files));
  }

  static Finding memory(long totalBytes, long availableBytes) {
    String value =
        String.format(
            Locale.ROOT, "%.1f GiB, %.1f GiB available", totalBytes / GIB, availableBytes / GIB);
    return availableBytes < LITTLE_MEMORY * totalBytes
        ? Finding.warning(
            "memory",
            value,
            "weights that do not stay in the page cache are read from disk in the measurement",
            "end programs that hold memory")
        : Finding.good("memory", value);
  }

  static Finding swap(long totalBytes, long usedBytes) {
    String value =
        totalBytes == 0
            ? "none"
            : String.format(
                Locale.ROOT, "%.1f GiB, %.1f GiB used", totalBytes / GIB, usedBytes / GIB);
    return usedBytes > 0
        ? Finding.warning(
            "swap",
            value,
            "what was swapped out comes back in the middle of a measurement",
            "free memory, then: sudo swapoff -a && sudo swapon -a")
        : Finding.good("swap", value);
  }

  static Finding hugePages(KernelFiles files) {
    Optional<String> setting = files.text("sys/kernel/mm/transparent_hugepage/enabled");
    return setting
        .map(text -> Finding.good("transparentHugePages", chosen(text)))
        .orElseGet(() -> Finding.unknown("transparentHugePages", "the system does not tell"));
  }

  /** The word in brackets: {@code always [madvise] never}. */
  private static String chosen(String text) {
    int from = text.indexOf('[');
    int to = text.indexOf(']');
    return from >= 0 && to > from ? text.substring(from + 1, to) : text;
  }

  static Finding memoryLimit(KernelFiles files, long totalBytes) {
    ControlGroups groups = new ControlGroups(files);
    OptionalLong limit = groups.memoryLimitBytes();
    if (limit.isEmpty() && !groups.areTold()) {
      return Finding.unknown("memoryLimit", "the system does not tell");
    }
    if (limit.isEmpty() || limit.getAsLong() >= totalBytes) {
      return Finding.good("memoryLimit", "none below the machine's memory");
    }
    return Finding.note(
        "memoryLimit",
        String.format(Locale.ROOT, "%.1f GiB for this container", limit.getAsLong() / GIB),
        "the page cache counts too: large models are dropped from memory and read again",
        "give the container more memory than the largest model and its context take");
  }

  static Finding processorLimit(KernelFiles files) {
    ControlGroups groups = new ControlGroups(files);
    OptionalDouble limit = groups.cpuLimitCores();
    if (limit.isPresent()) {
      return Finding.warning(
          "cpuLimit",
          String.format(Locale.ROOT, "%.2f cores for this container", limit.getAsDouble()),
          "when the quota is spent all threads stop until the next period",
          "run without a CPU quota; a cpuset limits cores without stopping them");
    }
    return groups.areTold()
        ? Finding.good("cpuLimit", "none")
        : Finding.unknown("cpuLimit", "the system does not tell");
  }
}
