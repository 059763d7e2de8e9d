package dev.tare.bench.machine;

/** Watches the machine from its making until it is asked. */
public interface MachineWatch {
  /** What happened since. */
  Conditions end();

  /**
   * Starts to watch with what this system tells: Linux' {@code /proc} and {@code /sys}; elsewhere
   * nothing is known.
   */
  static MachineWatch start() {
    return LinuxWatch.isAvailable()
        ? new LinuxWatch(KernelFiles.ofThisSystem())
        : () -> Conditions.UNKNOWN;
  }
}
