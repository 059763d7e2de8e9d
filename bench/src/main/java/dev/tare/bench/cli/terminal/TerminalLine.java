package dev.tare.bench.cli.terminal;

import dev.tare.results.cli.ColorChoice;
import dev.tare.results.cli.CommandEnvironment;
import java.io.PrintWriter;
import java.util.function.LongSupplier;

/**
 * A line at the bottom of a terminal that is drawn over, at most twice a second; nothing where
 * there is no terminal.
 */
public final class TerminalLine {
  private static final long REDRAW_NS = 500_000_000L;

  private final PrintWriter err;
  private final boolean terminal;
  private final int columns;
  private final LongSupplier nanoTime;
  private boolean drawnBefore;
  private long drawnNs;

  public TerminalLine(PrintWriter err, boolean terminal, int columns) {
    this(err, terminal, columns, System::nanoTime);
  }

  TerminalLine(PrintWriter err, boolean terminal, int columns, LongSupplier nanoTime) {
    this.err = err;
    this.terminal = terminal;
    this.columns = columns;
    this.nanoTime = nanoTime;
  }

  /** The standard error's line; the launcher tells whether it is a terminal. */
  public static TerminalLine of(PrintWriter err, CommandEnvironment environment) {
    int columns = environment.style(ColorChoice.NEVER).width();
    return new TerminalLine(err, Boolean.getBoolean("tare.stderrTerminal"), columns);
  }

  public boolean isTerminal() {
    return terminal;
  }

  /** Draws the text, cut to the terminal's width, unless something was drawn just now. */
  public void show(String text) {
    if (!terminal) {
      return;
    }
    long nowNs = nanoTime.getAsLong();
    if (drawnBefore && nowNs - drawnNs < REDRAW_NS) {
      return;
    }
    drawnBefore = true;
    drawnNs = nowNs;
    String cut = text.length() < columns ? text : text.substring(0, Math.max(1, columns - 1));
    err.print("\r\u001b[K" + cut);
    err.flush();
  }

  /** Takes the text away; the next one is drawn at once. */
  public void clear() {
    if (terminal) {
      drawnBefore = false;
      err.print("\r\u001b[K");
      err.flush();
    }
  }
}
