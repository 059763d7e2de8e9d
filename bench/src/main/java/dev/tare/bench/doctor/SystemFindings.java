package dev.tare.bench.doctor;

import dev.tare.bench.machine.KernelFiles;
import dev.tare.bench.profile.EnergyMeter;
import dev.tare.bench.profile.MachineBatteries;
import dev.tare.bench.profile.Reading;
import dev.tare.fixtures.IoReason;
import dev.tare.results.run.Finding;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import oshi.SystemInfo;
import oshi.hardware.CentralProcessor;
import oshi.hardware.CentralProcessor.TickType;
import oshi.hardware.PowerSource;

/** Clock, background load, temperature, power and disk. */
final class SystemFindings {
  private static final double GIB = 1L << 30;
  private static final double MOST_BACKGROUND_LOAD = 0.05;
  private static final double MOST_STEAL = 0.01;

  /** One tick of the kernel's is a large share of what an idle machine wants. */
  private static final double CLOCK_STEP_MS = 10;

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
        Virtualisation.finding(files),
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

  /** Judges two readings of OSHI's ticks, ms. */
  static Finding load(long[] before, long[] after) {
    long total = 0;
    for (TickType type : TickType.values()) {
      total += after[type.getIndex()] - before[type.getIndex()];
    }
    if (total <= 0) {
      return Finding.unknown("backgroundLoad", "the system does not tell");
    }
    double idle = ticks(before, after, TickType.IDLE) + ticks(before, after, TickType.IOWAIT);
    double stolen = ticks(before, after, TickType.STEAL);
    double busy = total - idle - stolen;
    // Idle cores want nothing: what a host takes from the others is not diluted by them.
    double steal = stolen > 0 ? stolen / (busy + stolen) : 0;
    String value =
        String.format(
            Locale.ROOT,
            "%.0f %% busy, %.1f %% of the wanted time stolen",
            100 * busy / total,
            100 * steal);
    return busy > MOST_BACKGROUND_LOAD * total || steal > MOST_STEAL && stolen > CLOCK_STEP_MS
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

  static Finding power(List<PowerSource> all) {
    List<PowerSource> sources = MachineBatteries.of(all);
    boolean discharging = sources.stream().anyMatch(PowerSource::isDischarging);
    return discharging
        ? Finding.warning(
            "powerSource",
            "battery",
            "systems slow the processor down to save it",
            "connect the power supply")
        : Finding.good("powerSource", sources.isEmpty() ? "mains (no battery)" : "mains");
  }

  /** What the forks will find, in the words of a run's notes. */
  static Finding energyMeter(KernelFiles files) {
    Path classes = files.root().resolve("sys/class");
    Reading<EnergyMeter> meter = EnergyMeter.find(classes);
    String value = EnergyMeter.describe(meter);
    if (meter instanceof Reading.Value) {
      return Finding.good("energyMeter", value);
    }
    boolean counted =
        files.names("sys/class/powercap").stream().anyMatch(n -> n.matches("intel-rapl:[0-9]+"));
    return counted
        ? Finding.note(
            "energyMeter",
            value,
            "energy stays unmeasured",
            "sudo chmod a+r /sys/class/powercap/intel-rapl*/energy_uj")
        : Finding.unknown("energyMeter", value);
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
