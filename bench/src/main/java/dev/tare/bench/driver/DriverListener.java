package dev.tare.bench.driver;

import dev.tare.bench.plan.Slot;

/** Hears how a run goes on. */
public interface DriverListener {
  /** A fork is about to start. */
  void started(Slot slot);

  /** A fork ended. */
  void ended(Slot slot, long wallTimeNs, ForkResult result);
}
