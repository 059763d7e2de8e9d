package dev.tare.bench.cli.terminal;

import dev.tare.fixtures.catalog.BuildListener;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** Shows a bar while the built-in models are made. */
public final class BuildProgress implements BuildListener {
  private static final long MIB = 1L << 20;

  private final PrintWriter err;
  private final TerminalLine line;

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
    if (line.isTerminal()) {
      line.show(ByteProgress.bar(bytesDone, bytesTotal) + "  " + file);
    }
  }

  @Override
  public synchronized void finished() {
    line.clear();
  }
}
