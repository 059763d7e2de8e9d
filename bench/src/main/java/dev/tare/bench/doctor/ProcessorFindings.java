package dev.tare.bench.doctor;

import dev.tare.bench.machine.CpuFeatures;
import dev.tare.bench.machine.KernelFiles;
import dev.tare.results.run.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import oshi.hardware.CentralProcessor;

/** The processor: what it is, what the kernels use of it, and at what speed it may run. */
final class ProcessorFindings {
  private static final String CPU = "sys/devices/system/cpu/";
  private static final long KIB = 1 << 10;

  /** Where a kernel of llama.cpp's gets much faster: Linux' words, then llama.cpp's. */
  private static final Map<String, String> FASTER =
      new TreeMap<>(
          Map.of(
              "avx2", "AVX2",
              "avx_vnni", "AVX_VNNI",
              "avx512f", "AVX512",
              "avx512_vnni", "AVX512_VNNI",
              "avx512_bf16", "AVX512_BF16",
              "amx_int8", "AMX_INT8",
              "asimdhp", "FP16_VA",
              "asimddp", "DOTPROD",
              "i8mm", "MATMUL_INT8",
              "sve", "SVE"));

  private final KernelFiles files;
  private final CentralProcessor processor;

  ProcessorFindings(KernelFiles files, CentralProcessor processor) {
    this.files = files;
    this.processor = processor;
  }

  List<Finding> all(String kernelFeatures) {
    return List.of(
        Finding.good("cpuModel", processor.getProcessorIdentifier().getName().strip()),
        features(flags(processor), kernelFeatures),
        cores(),
        smt(files),
        caches(),
        numa(files),
        governor(files),
        turbo(files),
        throttling(files));
  }

  /**
   * Compares what the processor has with what llama.cpp's kernels were built for.
   *
   * @param flags the processor's, in Linux' words
   * @param kernelFeatures the line of {@code llama_print_system_info}, such as {@code CPU : AVX2 =
   *     1 | FMA = 1}; empty when the library cannot be loaded
   */
  static Finding features(Set<String> flags, String kernelFeatures) {
    if (kernelFeatures.isEmpty()) {
      return Finding.unknown("cpuFeatures", "llama.cpp's library cannot be loaded");
    }
    if (flags.stream().noneMatch(CpuFeatures::isKnown)) {
      return Finding.unknown("cpuFeatures", "the system does not tell");
    }
    Set<String> used = used(kernelFeatures);
    List<String> idle = new ArrayList<>();
    FASTER.forEach(
        (flag, name) -> {
          if (flags.contains(flag) && !used.contains(name)) {
            idle.add(flag);
          }
        });
    String value = "llama.cpp uses " + String.join(" ", used);
    return idle.isEmpty()
        ? Finding.good("cpuFeatures", value)
        : Finding.note(
            "cpuFeatures",
            value + "; idle: " + String.join(" ", idle),
            "prefill and decode run below what the processor could do",
            "build llama.cpp b4916 for this processor and name its folder with"
                + " -Dde.kherud.llama.lib.path");
  }

  private static Set<String> used(String kernelFeatures) {
    Set<String> used = new TreeSet<>();
    for (String part : kernelFeatures.split("[|:]")) {
      String[] pair = part.split("=");
      if (pair.length == 2 && pair[1].strip().equals("1")) {
        used.add(pair[0].strip().toUpperCase(Locale.ROOT));
      }
    }
    return used;
  }

  private static Set<String> flags(CentralProcessor processor) {
    return processor.getFeatureFlags().stream()
        .flatMap(line -> List.of(line.toLowerCase(Locale.ROOT).split("[\\s:,]+")).stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private Finding cores() {
    int usable = Runtime.getRuntime().availableProcessors();
    int logical = processor.getLogicalProcessorCount();
    String value =
        String.format(
            Locale.ROOT,
            "%d physical, %d logical, %d usable here",
            processor.getPhysicalProcessorCount(),
            logical,
            usable);
    return usable < logical
        ? Finding.note(
            "cpuCores",
            value,
            "the others may still disturb caches and memory bandwidth",
            "start Tare without taskset, cpuset or a container's limit to use all cores")
        : Finding.good("cpuCores", value);
  }

  static Finding smt(KernelFiles files) {
    Optional<String> active = files.text(CPU + "smt/active");
    if (active.isEmpty()) {
      return Finding.unknown("cpuSmt", "the system does not tell");
    }
    return active.get().equals("1")
        ? Finding.note(
            "cpuSmt",
            "on",
            "two threads share a core: all logical cores are rarely faster than the physical ones,"
                + " and times vary more",
            "measure with threads = physical cores too, or switch SMT off: echo off | sudo tee"
                + " /sys/devices/system/cpu/smt/control")
        : Finding.good("cpuSmt", "off");
  }

  private Finding caches() {
    String value =
        processor.getProcessorCaches().stream()
            .map(
                cache ->
                    String.format(
                        Locale.ROOT,
                        "L%d %s %d KiB",
                        cache.getLevel(),
                        cache.getType().toString().toLowerCase(Locale.ROOT),
                        cache.getCacheSize() / KIB))
            .distinct()
            .collect(Collectors.joining(", "));
    return value.isEmpty()
        ? Finding.unknown("cpuCaches", "the system does not tell")
        : Finding.good("cpuCaches", value);
  }

  static Finding numa(KernelFiles files) {
    long nodes =
        files.names("sys/devices/system/node").stream()
            .filter(name -> name.matches("node[0-9]+"))
            .count();
    if (nodes == 0) {
      return Finding.unknown("numaNodes", "the system does not tell");
    }
    return nodes == 1
        ? Finding.good("numaNodes", "1")
        : Finding.warning(
            "numaNodes",
            Long.toString(nodes),
            "weights on one node are read slowly from another; runs differ by where they landed",
            "bind Tare to a node: numactl --cpunodebind=0 --membind=0 scripts/tare run");
  }

  static Finding governor(KernelFiles files) {
    Set<String> governors = new TreeSet<>();
    for (String name : files.names(CPU)) {
      files.text(CPU + name + "/cpufreq/scaling_governor").ifPresent(governors::add);
    }
    if (governors.isEmpty()) {
      return Finding.unknown(
          "cpuGovernor", "the system does not tell; a hypervisor or the firmware decides");
    }
    String value = String.join(", ", governors);
    return governors.equals(Set.of("performance"))
        ? Finding.good("cpuGovernor", value)
        : Finding.warning(
            "cpuGovernor",
            value,
            "the clock follows the load, so short measurements see a slower processor",
            "sudo cpupower frequency-set -g performance");
  }

  static Finding turbo(KernelFiles files) {
    OptionalLong noTurbo = files.number(CPU + "intel_pstate/no_turbo");
    OptionalLong boost = files.number(CPU + "cpufreq/boost");
    if (noTurbo.isEmpty() && boost.isEmpty()) {
      return Finding.unknown("cpuTurbo", "the system does not tell");
    }
    boolean on = noTurbo.isPresent() ? noTurbo.getAsLong() == 0 : boost.getAsLong() == 1;
    return on
        ? Finding.note(
            "cpuTurbo",
            "on",
            "the clock depends on temperature and on how many cores are busy",
            "for the steadiest times switch it off; for the fastest leave it on")
        : Finding.good("cpuTurbo", "off");
  }

  static Finding throttling(KernelFiles files) {
    long events = 0;
    boolean told = false;
    for (String name : files.names(CPU)) {
      OptionalLong count = files.number(CPU + name + "/thermal_throttle/core_throttle_count");
      told |= count.isPresent();
      events += count.orElse(0);
    }
    if (!told) {
      return Finding.unknown("cpuThermalThrottling", "the system does not tell");
    }
    return events == 0
        ? Finding.good("cpuThermalThrottling", "none since the start of the system")
        : Finding.warning(
            "cpuThermalThrottling",
            events + " times since the start of the system",
            "a hot processor slows down in the middle of a measurement",
            "better cooling, or longer pauses between runs");
  }
}
