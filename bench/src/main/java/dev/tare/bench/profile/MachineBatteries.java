package dev.tare.bench.profile;

import java.util.List;
import oshi.hardware.PowerSource;
import oshi.hardware.PowerSource.CapacityUnits;

/** Tells the batteries that run the machine from those of a mouse or a pen. */
public final class MachineBatteries {
  private MachineBatteries() {}

  /**
   * The batteries that run the machine: those that tell a capacity in absolute units, and their
   * voltage. A mouse tells a percentage only.
   *
   * @param all what OSHI finds
   */
  public static List<PowerSource> of(List<PowerSource> all) {
    return all.stream()
        .filter(source -> source.getCapacityUnits() != CapacityUnits.RELATIVE)
        .filter(source -> source.getCurrentCapacity() > 0 && source.getVoltage() > 0)
        .toList();
  }
}
