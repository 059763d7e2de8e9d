package dev.tare.bench.driver;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;

/**
 * Sends what this thread, and threads that it starts, print to this process's standard streams to a
 * fork's log: JMH forwards what a fork prints to them, whatever output it was given. Two forks that
 * run at once have a log each. Put back when the last one is closed.
 */
final class StandardStreams implements AutoCloseable {
  private static final InheritableThreadLocal<PrintStream> LOG = new InheritableThreadLocal<>();

  private static int open;
  private static PrintStream out;
  private static PrintStream err;

  private StandardStreams() {}

  static StandardStreams into(PrintStream log) {
    LOG.set(log);
    divert();
    return new StandardStreams();
  }

  private static synchronized void divert() {
    if (open++ == 0) {
      out = System.out;
      err = System.err;
      System.setOut(new PrintStream(new Diverted(out), true));
      System.setErr(new PrintStream(new Diverted(err), true));
    }
  }

  @Override
  public void close() {
    LOG.remove();
    putBack();
  }

  private static synchronized void putBack() {
    if (--open == 0) {
      System.setOut(out);
      System.setErr(err);
    }
  }

  /** Goes to the log of the thread that writes; without one, where it went before. */
  private static final class Diverted extends OutputStream {
    private final PrintStream usual;

    Diverted(PrintStream usual) {
      this.usual = usual;
    }

    private PrintStream target() {
      PrintStream log = LOG.get();
      return log == null ? usual : log;
    }

    @Override
    public void write(int b) throws IOException {
      target().write(b);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
      target().write(bytes, offset, count);
    }

    @Override
    public void flush() throws IOException {
      target().flush();
    }
  }
}
