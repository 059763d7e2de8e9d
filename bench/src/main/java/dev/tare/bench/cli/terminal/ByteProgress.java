package dev.tare.bench.cli.terminal;

import dev.tare.results.cli.CommandEnvironment;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.LongConsumer;

/**
 * A bar for work that is counted in bytes, on a terminal only.
 *
 * <p>Safe to be told from several threads; what is told is the number of bytes done so far.
 */
public final class ByteProgress implements LongConsumer, AutoCloseable {
  private static final int BAR = 24;
  private static final long MIB = 1L << 20;

  private final TerminalLine line;
  private final String label;
  private final long totalBytes;
  private final Thread interruption;

  /**
   * A bar that is not drawn yet.
   *
   * @param line where it is drawn
   * @param label what is being done, such as a file's name
   * @param totalBytes how many bytes there are; with 0 the bar stays empty
   */
  public ByteProgress(TerminalLine line, String label, long totalBytes) {
    this.line = line;
    this.label = label;
    this.totalBytes = totalBytes;
    this.interruption = new Thread(line::clear, "tare-progress");
  }

  /** A bar on the standard error's terminal. */
  public static ByteProgress of(
      PrintWriter err, CommandEnvironment environment, String label, long totalBytes) {
    ByteProgress bar = new ByteProgress(TerminalLine.of(err, environment), label, totalBytes);
    Runtime.getRuntime().addShutdownHook(bar.interruption);
    return bar;
  }

  @Override
  public synchronized void accept(long bytesDone) {
    if (line.isTerminal()) {
      line.show(bar(bytesDone, totalBytes) + " " + bytesDone / MIB + " MiB  " + label);
    }
  }

  /** Takes the bar away. */
  @Override
  public synchronized void close() {
    line.clear();
    try {
      Runtime.getRuntime().removeShutdownHook(interruption);
    } catch (IllegalStateException e) {
      // The JVM ends, and the hook runs.
      return;
    }
  }

  static String bar(long bytesDone, long totalBytes) {
    double share = totalBytes <= 0 ? 0 : Math.min(1.0, (double) bytesDone / totalBytes);
    int full = (int) Math.round(share * BAR);
    return String.format(
        Locale.ROOT, "[%s%s] %3.0f %%", "#".repeat(full), "-".repeat(BAR - full), share * 100);
  }
}
