package dev.tare.bench.driver;

import java.io.PrintStream;

/**
 * Sends this process's standard streams to a fork's log while the fork runs: JMH forwards what a
 * fork prints to them, whatever output it was given. Put back when closed.
 */
final class StandardStreams implements AutoCloseable {
  private final PrintStream out = System.out;
  private final PrintStream err = System.err;

  private StandardStreams() {}

  static StandardStreams into(PrintStream log) {
    StandardStreams streams = new StandardStreams();
    System.setOut(log);
    System.setErr(log);
    return streams;
  }

  @Override
  public void close() {
    System.setOut(out);
    System.setErr(err);
  }
}
