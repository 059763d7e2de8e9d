package dev.tare.bench.driver;

import dev.tare.bench.plan.Slot;

/** Hears how a run goes on. */
public interface DriverListener {
  /** A fork is about to start. */
  void started(Slot slot);

  /** A fork ended. */
  void ended(Slot slot, long wallTimeNs, ForkResult result);

  /**
   * The machine's limits are about to be measured, after a block.
   *
   * @param block the block, from 0
   */
  default void surveying(int block) {}
}
