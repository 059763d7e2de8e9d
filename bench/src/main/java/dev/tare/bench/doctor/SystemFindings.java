package dev.tare.bench.doctor;

import dev.tare.fixtures.IoReason;
import dev.tare.results.run.Finding;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import oshi.SystemInfo;
import oshi.hardware.CentralProcessor;
import oshi.hardware.CentralProcessor.TickType;
import oshi.hardware.PowerSource;

/** Clock, virtualisation, background load, temperature, power and disk. */
final class SystemFindings {
  private static final double GIB = 1L << 30;
  private static final double MOST_BACKGROUND_LOAD = 0.05;
  private static final double MOST_STEAL = 0.01;
  private static final double LITTLE_DISK_GIB = 5;
  private static final double HOT_CELSIUS = 85;
  private static final int CLOCK_READINGS = 20_000;
  private static final double SLOW_CLOCK_NS = 200;
  private static final long WATCH_MS = 500;

  private final KernelFiles files;
  private final SystemInfo system;

  SystemFindings(KernelFiles files, SystemInfo system) {
    this.files = files;
    this.system = system;
  }

  List<Finding> all(Path modelFolder) {
    return List.of(
        clock(files, nanoTimeNs()),
        virtualisation(files),
        load(system.getHardware().getProcessor()),
        temperature(system.getHardware().getSensors().getCpuTemperature()),
        power(system.getHardware().getPowerSources()),
        energyMeter(files),
        disk(modelFolder));
  }

  private static double nanoTimeNs() {
    long sink = 0;
    long start = System.nanoTime();
    for (int i = 0; i < CLOCK_READINGS; i++) {
      sink += System.nanoTime();
    }
    long end = System.nanoTime();
    return sink == 0 ? 0 : (end - start) / (double) CLOCK_READINGS;
  }

  static Finding clock(KernelFiles files, double readingNs) {
    String source =
        files
            .text("sys/devices/system/clocksource/clocksource0/current_clocksource")
            .orElse("the system's own");
    String value = String.format(Locale.ROOT, "%s, %.0f ns a reading", source, readingNs);
    return readingNs > SLOW_CLOCK_NS
        ? Finding.note(
            "clock",
            value,
            "each reading is a system call; latencies of single tokens carry it",
            "boot with clocksource=tsc if the processor's counter is stable")
        : Finding.good("clock", value);
  }

  static Finding virtualisation(KernelFiles files) {
    Optional<String> cpu = files.text("proc/cpuinfo");
    if (cpu.isEmpty()) {
      return Finding.unknown("virtualisation", "the system does not tell");
    }
    boolean guest =
        cpu.get().lines().anyMatch(line -> line.matches("flags\\s*:.*\\bhypervisor\\b.*"));
    return guest
        ? Finding.note(
            "virtualisation",
            "a virtual machine",
            "neighbours share caches, memory bandwidth and turbo; runs differ from hour to hour",
            "compare within one run or with --blocks 5 and more, or measure on metal")
        : Finding.good("virtualisation", "none seen");
  }

  private static Finding load(CentralProcessor processor) {
    long[] before = processor.getSystemCpuLoadTicks();
    try {
      Thread.sleep(WATCH_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Finding.unknown("backgroundLoad", "interrupted while watching");
    }
    return load(before, processor.getSystemCpuLoadTicks());
  }

  static Finding load(long[] before, long[] after) {
    long total = 0;
    for (TickType type : TickType.values()) {
      total += after[type.getIndex()] - before[type.getIndex()];
    }
    if (total <= 0) {
      return Finding.unknown("backgroundLoad", "the system does not tell");
    }
    double idle = ticks(before, after, TickType.IDLE) + ticks(before, after, TickType.IOWAIT);
    double steal = ticks(before, after, TickType.STEAL) / total;
    double busy = 1 - idle / total;
    String value =
        String.format(Locale.ROOT, "%.0f %% busy, %.1f %% stolen", 100 * busy, 100 * steal);
    return busy > MOST_BACKGROUND_LOAD || steal > MOST_STEAL
        ? Finding.warning(
            "backgroundLoad",
            value,
            "other work takes cores from the measurement; spinning threads collapse",
            "stop it, or wait; with stolen time choose a host without neighbours")
        : Finding.good("backgroundLoad", value);
  }

  private static double ticks(long[] before, long[] after, TickType type) {
    return after[type.getIndex()] - before[type.getIndex()];
  }

  static Finding temperature(double celsius) {
    if (!(celsius > 0)) {
      return Finding.unknown("cpuTemperature", "no sensor");
    }
    String value = String.format(Locale.ROOT, "%.0f °C", celsius);
    return celsius > HOT_CELSIUS
        ? Finding.warning(
            "cpuTemperature", value, "the processor is about to slow down", "let it cool first")
        : Finding.good("cpuTemperature", value);
  }

  private static Finding power(List<PowerSource> sources) {
    boolean discharging = sources.stream().anyMatch(PowerSource::isDischarging);
    return discharging
        ? Finding.warning(
            "powerSource",
            "battery",
            "systems slow the processor down to save it",
            "connect the power supply")
        : Finding.good("powerSource", sources.isEmpty() ? "mains (no battery)" : "mains");
  }

  static Finding energyMeter(KernelFiles files) {
    String folder = "sys/class/powercap";
    Optional<String> zone =
        files.names(folder).stream().filter(name -> name.matches("intel-rapl:[0-9]+")).findFirst();
    if (zone.isEmpty()) {
      return Finding.unknown("energyMeter", "no RAPL counter; energy cannot be measured");
    }
    return files.number(folder + "/" + zone.get() + "/energy_uj").isPresent()
        ? Finding.good("energyMeter", "RAPL, readable")
        : Finding.note(
            "energyMeter",
            "RAPL, not readable",
            "energy stays unmeasured",
            "sudo chmod a+r /sys/class/powercap/intel-rapl:*/energy_uj");
  }

  /** The store of a folder, or of the nearest parent that exists. */
  static Finding disk(Path folder) {
    Path existing = folder.toAbsolutePath();
    while (existing != null && !Files.exists(existing)) {
      existing = existing.getParent();
    }
    if (existing == null) {
      return Finding.unknown("modelDisk", "no such folder: " + folder);
    }
    try {
      FileStore store = Files.getFileStore(existing);
      double freeGib = store.getUsableSpace() / GIB;
      String value = String.format(Locale.ROOT, "%s, %.0f GiB free", store.type(), freeGib);
      return freeGib < LITTLE_DISK_GIB
          ? Finding.note(
              "modelDisk",
              value,
              "large models cannot be made or copied here",
              "free space, or name another folder with TARE_CACHE")
          : Finding.good("modelDisk", value);
    } catch (IOException e) {
      return Finding.unknown("modelDisk", "cannot be asked (" + IoReason.of(e) + ")");
    }
  }
}
