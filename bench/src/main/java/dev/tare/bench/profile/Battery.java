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
  /** One mWh; one mAh is as much for each volt. */
  private static final double MICROJOULES_PER_MWH = 3.6e6;

  /** At 20 W, 1 mAh of 12 V is drawn in 2 s; firmware looks every few seconds at best. */
  private static final long SHORTEST_NS = TimeUnit.SECONDS.toNanos(60);

  private final List<Source> sources;

  private Battery(List<Source> sources) {
    this.sources = sources;
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
    List<Source> sources = MachineBatteries.of(all).stream().map(Source::new).toList();
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
        sources.stream().mapToDouble(Source::stepMicrojoules).max().orElse(MICROJOULES_PER_MWH);
  }

  @Override
  public Reading<Long> microjoules() {
    sources.forEach(source -> source.battery.updateAttributes());
    if (sources.stream().noneMatch(source -> source.battery.isDischarging())
        || sources.stream().anyMatch(Source::isOnMains)) {
      return new Reading.Missing<>(
          "on mains power a battery does not tell what the machine draws: unplug it");
    }
    if (!sources.stream().allMatch(Source::tells)) {
      return new Reading.Missing<>("a battery does not tell any more what is left in it");
    }
    return new Reading.Value<>(
        Math.round(sources.stream().mapToDouble(Source::usedMicrojoules).sum()));
  }

  /**
   * One battery. What it gave is added up from reading to reading, since its voltage falls
   * meanwhile: charge is worth the voltage at which it was drawn, and what remains plays no part.
   */
  private static final class Source {
    private final PowerSource battery;
    private int lastCapacity;
    private double lastVolts;
    private double used;

    Source(PowerSource battery) {
      this.battery = battery;
      this.lastCapacity = battery.getCurrentCapacity();
      this.lastVolts = battery.getVoltage();
    }

    boolean isOnMains() {
      return battery.isCharging() || battery.isPowerOnLine();
    }

    /** OSHI says -1 of what it cannot read. */
    boolean tells() {
      return battery.getCurrentCapacity() >= 0 && battery.getVoltage() > 0;
    }

    double stepMicrojoules() {
      return stepMicrojoules(lastVolts);
    }

    private double stepMicrojoules(double volts) {
      return battery.getCapacityUnits() == CapacityUnits.MAH
          ? MICROJOULES_PER_MWH * volts
          : MICROJOULES_PER_MWH;
    }

    /** Since the meter was found; between two readings the voltage is taken to fall evenly. */
    double usedMicrojoules() {
      int capacity = battery.getCurrentCapacity();
      double volts = battery.getVoltage();
      used += (lastCapacity - capacity) * stepMicrojoules((lastVolts + volts) / 2);
      lastCapacity = capacity;
      lastVolts = volts;
      return used;
    }
  }
}
