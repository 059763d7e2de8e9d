package dev.tare.bench.cli;

import dev.tare.bench.cli.terminal.TerminalLine;
import dev.tare.bench.driver.DriverListener;
import dev.tare.bench.driver.ForkResult;
import dev.tare.bench.plan.Durations;
import dev.tare.bench.plan.PlannedCell;
import dev.tare.bench.plan.Slot;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Says how far a run has come: one line that is drawn over on a terminal, else a line per block. It
 * is drawn between forks only, so nothing runs beside a measurement.
 */
final class Progress implements DriverListener {
  private final PrintWriter err;
  private final TerminalLine line;
  private final List<PlannedCell> cells;
  private final LongSupplier nanoTime;
  private final long startNs;
  private final int forks;
  private final Map<String, Long> lastWallTimeNs = new HashMap<>();
  private int ended;
  private int failed;
  private int block = -1;

  Progress(
      PrintWriter err,
      TerminalLine line,
      List<PlannedCell> cells,
      int alreadyEnded,
      LongSupplier nanoTime) {
    this.err = err;
    this.line = line;
    this.cells = cells;
    this.nanoTime = nanoTime;
    this.startNs = nanoTime.getAsLong();
    this.forks = cells.stream().mapToInt(PlannedCell::blocks).sum();
    this.ended = alreadyEnded;
  }

  @Override
  public void started(Slot slot) {
    int blocks = cells.stream().mapToInt(PlannedCell::blocks).max().orElse(1);
    if (line.isTerminal()) {
      line.show(
          String.format(
              Locale.ROOT,
              "block %d/%d  fork %d/%d  %s elapsed, %s left  %s",
              slot.block() + 1,
              blocks,
              ended + 1,
              forks,
              Durations.toText(elapsed()),
              remaining(),
              slot.cell().id()));
    } else if (slot.block() != block) {
      err.printf(
          Locale.ROOT,
          "block %d of %d: fork %d of %d, %s elapsed, %s left%n",
          slot.block() + 1,
          blocks,
          ended + 1,
          forks,
          Durations.toText(elapsed()),
          remaining());
      err.flush();
    }
    block = slot.block();
  }

  @Override
  public void ended(Slot slot, long wallTimeNs, ForkResult result) {
    ended++;
    lastWallTimeNs.put(slot.cell().id(), wallTimeNs);
    if (result instanceof ForkResult.Failed bad) {
      failed++;
      line.clear();
      err.printf(
          Locale.ROOT,
          "failed: %s, block %d: %s%n",
          slot.cell().id(),
          slot.block() + 1,
          bad.failure().reason());
      err.flush();
    }
  }

  @Override
  public void surveying(int ended) {
    if (line.isTerminal()) {
      line.show(
          String.format(
              Locale.ROOT, "block %d done  measuring what this machine can do", ended + 1));
    }
  }

  /** Takes the line away and says how the run ended. */
  void finish() {
    line.clear();
    err.printf(
        Locale.ROOT,
        "%d of %d forks in %s%s%n",
        ended,
        forks,
        Durations.toText(elapsed()),
        failed == 0 ? "" : ", " + failed + " failed");
    err.flush();
  }

  private Duration elapsed() {
    return Duration.ofNanos(nanoTime.getAsLong() - startNs);
  }

  /** From the mean of the cells measured so far. */
  private String remaining() {
    if (lastWallTimeNs.isEmpty()) {
      return "?";
    }
    double meanNs = lastWallTimeNs.values().stream().mapToLong(Long::longValue).average().orElse(0);
    return Durations.toText(Duration.ofNanos((long) (meanNs * (forks - ended))));
  }
}
