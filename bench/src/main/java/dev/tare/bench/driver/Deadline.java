package dev.tare.bench.driver;

import dev.tare.bench.postmortem.ForkStacks;
import java.util.Optional;

/** A time limit that is being watched until it is closed. */
interface Deadline extends AutoCloseable {
  /** Whether the limit passed and the fork was killed for it. */
  boolean passed();

  /** Where the fork stood before it was killed; empty when the limit did not pass. */
  Optional<ForkStacks> stacks();

  @Override
  void close();
}
