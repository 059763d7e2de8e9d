package dev.tare.bench.profile;

import java.nio.file.Path;

/**
 * Counts the energy that the machine, or a part of it, has used; not that of this process alone.
 */
public interface EnergyMeter {
  /** What is counted and by whom, with the steps in which it is told. */
  String source();

  /** Over which time two readings differ by enough to be told to 5 % or better, ns. */
  long shortestNs();

  /** The steps in which energy is told, microjoules, 1 or more. */
  long stepMicrojoules();

  /**
   * Energy since the meter was found. Two readings are to be taken before the counters below have
   * gone round more than once: RAPL's go round in 20 minutes at 200 W.
   *
   * @return microjoules; missing with a reason when it cannot be told now
   */
  Reading<Long> microjoules();

  /** The finest meter of this machine; missing with a reason when there is none. */
  static Reading<EnergyMeter> find() {
    return find(Path.of("/sys/class"));
  }

  /**
   * The finest meter that a folder shows.
   *
   * @param system Linux' {@code /sys/class}, or a folder in a test that looks like it
   */
  static Reading<EnergyMeter> find(Path system) {
    Reading<EnergyMeter> powercap = Powercap.find(system.resolve("powercap"));
    if (powercap instanceof Reading.Value) {
      return powercap;
    }
    Reading<EnergyMeter> battery = Battery.find(system.resolve("power_supply"));
    return battery instanceof Reading.Missing<EnergyMeter> none
        ? new Reading.Missing<>(
            ((Reading.Missing<EnergyMeter>) powercap).reason() + "; " + none.reason())
        : battery;
  }

  /** One line about the meter of this machine, or about why it has none. */
  static String describe() {
    return describe(find());
  }

  /** One line about a meter, or about why there is none. */
  static String describe(Reading<EnergyMeter> meter) {
    return meter instanceof Reading.Value<EnergyMeter> found
        ? found.value().source()
        : "none: " + ((Reading.Missing<EnergyMeter>) meter).reason();
  }
}
