package dev.tare.bench.driver;

/** A time limit that is being watched until it is closed. */
interface Deadline extends AutoCloseable {
  /** Whether the limit passed and the fork was killed for it. */
  boolean passed();

  @Override
  void close();
}
