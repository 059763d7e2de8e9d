package dev.tare.bench.profile;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import oshi.SystemInfo;
import oshi.hardware.PowerSource;
import oshi.hardware.PowerSource.CapacityUnits;

/**
 * What the batteries have given, by what is left in them, through OSHI; while the machine runs on
 * them. It is told in steps of a thousandth of a watt-hour or ampere-hour.
 */
final class Battery implements EnergyMeter {
  /** One mWh. */
  private static final double MICROJOULES_PER_MWH = 3.6e6;

  /** At 20 W, 1 mAh of 12 V is drawn in 2 s; firmware looks every few seconds at best. */
  private static final long SHORTEST_NS = TimeUnit.SECONDS.toNanos(60);

  private final List<PowerSource> sources;
  private final double first;

  private Battery(List<PowerSource> sources) {
    this.sources = sources;
    this.first = remainingMicrojoules();
  }

  /**
   * Finds the batteries that run the machine.
   *
   * @param supplies Linux' folder of power supplies; where there is one without a battery, OSHI is
   *     not started, which takes time and memory
   */
  static Reading<EnergyMeter> find(Path supplies) {
    if (Files.isDirectory(Path.of("/sys/class")) && !hasBattery(supplies)) {
      return new Reading.Missing<>("no battery");
    }
    try {
      return of(new SystemInfo().getHardware().getPowerSources());
    } catch (RuntimeException | LinkageError e) {
      return new Reading.Missing<>("the battery cannot be asked (" + e + ")");
    }
  }

  static Reading<EnergyMeter> of(List<PowerSource> all) {
    List<PowerSource> sources = MachineBatteries.of(all);
    return sources.isEmpty()
        ? new Reading.Missing<>("no battery tells what is left in it")
        : new Reading.Value<>(new Battery(sources));
  }

  private static boolean hasBattery(Path supplies) {
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(supplies)) {
      for (Path folder : folders) {
        if (Files.readString(folder.resolve("type")).strip().equals("Battery")) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public String source() {
    return "battery through OSHI, in steps of "
        + stepMicrojoules() / 1_000_000.0
        + " J, read before and after each iteration";
  }

  @Override
  public long shortestNs() {
    return SHORTEST_NS;
  }

  @Override
  public long stepMicrojoules() {
    return (long)
        sources.stream().mapToDouble(Battery::stepMicrojoules).max().orElse(MICROJOULES_PER_MWH);
  }

  private static double stepMicrojoules(PowerSource source) {
    return source.getCapacityUnits() == CapacityUnits.MAH
        ? MICROJOULES_PER_MWH * source.getVoltage()
        : MICROJOULES_PER_MWH;
  }

  private double remainingMicrojoules() {
    return sources.stream()
        .mapToDouble(source -> source.getCurrentCapacity() * stepMicrojoules(source))
        .sum();
  }

  @Override
  public Reading<Long> microjoules() {
    sources.forEach(PowerSource::updateAttributes);
    if (sources.stream().noneMatch(PowerSource::isDischarging)
        || sources.stream().anyMatch(source -> source.isCharging() || source.isPowerOnLine())) {
      return new Reading.Missing<>(
          "on mains power a battery does not tell what the machine draws: unplug it");
    }
    return new Reading.Value<>(Math.round(first - remainingMicrojoules()));
  }
}
