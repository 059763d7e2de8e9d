package dev.tare.bench.machine;

import dev.tare.bench.profile.EnergyMeter;
import dev.tare.results.run.Machine;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import oshi.SystemInfo;
import oshi.hardware.CentralProcessor;
import oshi.hardware.CentralProcessor.ProcessorIdentifier;
import oshi.hardware.GlobalMemory;
import oshi.software.os.OperatingSystem;

/**
 * Finds out on what machine the process runs: what decides comparability, and what is noted. How
 * forks are set up counts as the machine's: it changes times as another processor does.
 */
public final class MachineProbe {
  private static final long GIB = 1L << 30;
  private static final long WATCH_MS = 150;
  private static final double MOST_BACKGROUND_LOAD = 0.2;

  private MachineProbe() {}

  /**
   * Describes the machine.
   *
   * @param libraries name → version or hash of the native libraries that do the work; part of the
   *     identity
   * @throws dev.tare.bench.engine.EngineException when an engine's option of this process cannot be
   *     used
   */
  public static Machine probe(Map<String, String> libraries) {
    SystemInfo system = new SystemInfo();
    CentralProcessor processor = system.getHardware().getProcessor();
    OperatingSystem os = system.getOperatingSystem();
    Map<String, String> identity = new TreeMap<>(libraries);
    identity.putAll(processor(processor));
    identity.putAll(software());
    identity.putAll(ForkSetup.identity(System.getenv()));
    GlobalMemory memory = system.getHardware().getMemory();
    // Firmware and kernel take a little that differs from boot to boot.
    identity.put("memoryGiB", Long.toString(Math.round((double) memory.getTotal() / GIB)));
    return new Machine(identity, notes(processor, memory, os));
  }

  private static Map<String, String> processor(CentralProcessor processor) {
    ProcessorIdentifier id = processor.getProcessorIdentifier();
    return Map.of(
        "cpuModel", text(id.getName()),
        "cpuSignature",
            text(
                id.getVendor()
                    + " family "
                    + id.getFamily()
                    + " model "
                    + id.getModel()
                    + " stepping "
                    + id.getStepping()),
        "cpuFeatures", CpuFeatures.relevant(processor.getFeatureFlags()),
        "cpuPhysicalCores", Integer.toString(processor.getPhysicalProcessorCount()),
        "cpuLogicalCores", Integer.toString(Runtime.getRuntime().availableProcessors()));
  }

  private static Map<String, String> software() {
    return Map.of(
        "architecture", text(System.getProperty("os.arch")),
        "operatingSystem", text(System.getProperty("os.name")),
        "kernelFamily", kernelFamily(System.getProperty("os.version")),
        "jvm", text(System.getProperty("java.vm.name") + " " + Runtime.version().feature()));
  }

  /** The first two numbers of a kernel's version: {@code 6.1} of {@code 6.1.0-18-amd64}. */
  static String kernelFamily(String version) {
    String[] parts = text(version).split("[.-]");
    return parts.length < 2 ? text(version) : parts[0] + "." + parts[1];
  }

  private static Map<String, String> notes(
      CentralProcessor processor, GlobalMemory memory, OperatingSystem os) {
    Map<String, String> notes = new TreeMap<>();
    notes.put("operatingSystemVersion", text(os.toString()));
    notes.put("kernelVersion", text(System.getProperty("os.version")));
    notes.put("jvmVersion", text(System.getProperty("java.runtime.version")));
    notes.put("jvmVendor", text(System.getProperty("java.vm.vendor")));
    notes.put("cpuMaxFrequencyHz", Long.toString(Math.max(0, processor.getMaxFreq())));
    notes.put("memoryAvailableBytes", Long.toString(memory.getAvailable()));
    notes.put("loadAverage1Min", load());
    notes.put("energyMeter", EnergyMeter.describe());
    return notes;
  }

  private static String load() {
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    return load < 0 ? "unavailable" : String.format(Locale.ROOT, "%.2f", load);
  }

  private static String text(String value) {
    return value == null || value.isBlank() ? "unknown" : value.strip();
  }

  /**
   * Warnings about the machine as it is before the first fork, one line each. Watches the
   * processors for a moment: the load average would still show the build that came before.
   */
  public static List<String> doubts() {
    List<String> doubts =
        new ArrayList<>(unwatched(LinuxWatch.isAvailable(), System.getProperty("os.name")));
    MachineWatch watch = MachineWatch.start();
    try {
      Thread.sleep(WATCH_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return doubts;
    }
    double cores = watch.end().readings().getOrDefault(Conditions.OTHER_CPU_CORES, 0.0);
    if (cores > MOST_BACKGROUND_LOAD * Runtime.getRuntime().availableProcessors()) {
      doubts.add(
          String.format(
              Locale.ROOT,
              "other processes used %.1f cores before the run; stop them and run again",
              cores));
    }
    return doubts;
  }

  /** Without a watch no fork is ever marked as disturbed, which is not to say that none was. */
  static List<String> unwatched(boolean isWatched, String system) {
    return isWatched
        ? List.of()
        : List.of(
            "other work on this machine is not watched on "
                + text(system)
                + ": a sample that it disturbed is not marked");
  }
}
