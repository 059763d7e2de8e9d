package dev.tare.bench.cli;

import dev.tare.fixtures.catalog.BuildListener;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** Shows a bar while the built-in models are made. */
final class BuildProgress implements BuildListener {
  private static final long MIB = 1L << 20;
  private static final int BAR = 24;
  private static final long REDRAW_NS = 500_000_000L;

  private final PrintWriter err;
  private final TerminalLine line;
  private long lastDrawNs;

  BuildProgress(PrintWriter err, TerminalLine line) {
    this.err = err;
    this.line = line;
  }

  @Override
  public synchronized void planned(long totalBytes, List<String> files) {
    err.printf(
        Locale.ROOT,
        "Making %d model files (%d MiB), once for this machine.%n",
        files.size(),
        totalBytes / MIB);
    err.flush();
  }

  @Override
  public synchronized void progress(String file, long bytesDone, long bytesTotal) {
    long now = System.nanoTime();
    if (line.isTerminal() && now - lastDrawNs > REDRAW_NS) {
      lastDrawNs = now;
      double share = bytesTotal <= 0 ? 0 : Math.min(1.0, (double) bytesDone / bytesTotal);
      int full = (int) Math.round(share * BAR);
      line.show(
          String.format(
              Locale.ROOT,
              "[%s%s] %3.0f %%  %s",
              "#".repeat(full),
              "-".repeat(BAR - full),
              share * 100,
              file));
    }
  }

  @Override
  public synchronized void finished() {
    line.clear();
  }
}
