package dev.tare.bench.cli.terminal;

import dev.tare.results.cli.ColorChoice;
import dev.tare.results.cli.CommandEnvironment;
import java.io.PrintWriter;

/** A line at the bottom of a terminal that is drawn over; nothing where there is no terminal. */
public final class TerminalLine {
  private final PrintWriter err;
  private final boolean terminal;
  private final int columns;

  public TerminalLine(PrintWriter err, boolean terminal, int columns) {
    this.err = err;
    this.terminal = terminal;
    this.columns = columns;
  }

  /** The standard error's line; the launcher tells whether it is a terminal. */
  public static TerminalLine of(PrintWriter err, CommandEnvironment environment) {
    int columns = environment.style(ColorChoice.NEVER).width();
    return new TerminalLine(err, Boolean.getBoolean("tare.stderrTerminal"), columns);
  }

  public boolean isTerminal() {
    return terminal;
  }

  public void show(String text) {
    if (terminal) {
      String cut = text.length() < columns ? text : text.substring(0, Math.max(1, columns - 1));
      err.print("\r\u001b[K" + cut);
      err.flush();
    }
  }

  public void clear() {
    if (terminal) {
      err.print("\r\u001b[K");
      err.flush();
    }
  }
}
