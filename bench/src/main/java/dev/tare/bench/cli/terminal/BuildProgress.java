package dev.tare.bench.cli.terminal;

import dev.tare.fixtures.catalog.BuildListener;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** Shows a bar while the built-in models are made. */
public final class BuildProgress implements BuildListener {
  private static final long MIB = 1L << 20;
  private static final long REDRAW_NS = 500_000_000L;

  private final PrintWriter err;
  private final TerminalLine line;
  private long lastDrawNs;

  public BuildProgress(PrintWriter err, TerminalLine line) {
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
      line.show(ByteProgress.bar(bytesDone, bytesTotal) + "  " + file);
    }
  }

  @Override
  public synchronized void finished() {
    line.clear();
  }
}
