package dev.tare.bench.cli;

import dev.tare.bench.cli.terminal.TerminalLine;
import dev.tare.bench.driver.DriverListener;
import dev.tare.bench.driver.Forecast;
import dev.tare.bench.driver.ForkResult;
import dev.tare.bench.plan.Durations;
import dev.tare.bench.plan.Slot;
import dev.tare.bench.plan.Suite;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Says how far a run has come: one line that is drawn over on a terminal, else a line per block. It
 * is drawn between forks only, so nothing runs beside a measurement.
 */
final class Progress implements DriverListener {
  private final PrintWriter err;
  private final TerminalLine line;
  private final Suite suite;
  private final Supplier<Forecast> forecasts;
  private final LongSupplier nanoTime;
  private final long startNs;
  private int forks;
  private int block = -1;

  Progress(
      PrintWriter err,
      TerminalLine line,
      Suite suite,
      Supplier<Forecast> forecasts,
      LongSupplier nanoTime) {
    this.err = err;
    this.line = line;
    this.suite = suite;
    this.forecasts = forecasts;
    this.nanoTime = nanoTime;
    this.startNs = nanoTime.getAsLong();
  }

  @Override
  public void started(Slot slot) {
    if (line.isTerminal()) {
      line.show(far(slot) + "  " + slot.cell().id());
    } else if (slot.block() != block) {
      err.println(far(slot));
      err.flush();
    }
    block = slot.block();
  }

  private String far(Slot slot) {
    Forecast forecast = forecasts.get();
    int forks = forecast.forksDone() + forecast.forksLeft();
    return String.format(
        Locale.ROOT,
        "block %s, fork %d of %s%s, %s elapsed, %s left",
        blocks(slot.block() + 1),
        forecast.forksDone() + 1,
        hedged(forecast, Integer.toString(forks)),
        known(forecast),
        Durations.toText(elapsed()),
        forecast.left().map(left -> hedged(forecast, Durations.toText(left))).orElse("?"));
  }

  private String blocks(int current) {
    return suite
        .precision()
        .map(wanted -> current + " (" + suite.blocks() + " to " + wanted.maxBlocks() + ")")
        .orElse(current + " of " + suite.blocks());
  }

  private String known(Forecast forecast) {
    return suite
        .precision()
        .map(wanted -> ", " + forecast.cellsDone() + " of " + forecast.cells() + " cells done")
        .orElse("");
  }

  private static String hedged(Forecast forecast, String number) {
    if (forecast.exactly()) {
      return number;
    }
    return (forecast.leastOnly() ? "at least " : "about ") + number;
  }

  @Override
  public void ended(Slot slot, long wallTimeNs, ForkResult result) {
    forks++;
    if (result instanceof ForkResult.Failed bad) {
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

  /** Takes the line away and says how the run ended: what was done now, and what there is. */
  void finish() {
    Forecast forecast = forecasts.get();
    line.clear();
    int all = forecast.forksDone();
    int failed = forecast.forksFailed();
    err.printf(
        Locale.ROOT,
        "%d %s in %s%s%s%n",
        forks,
        forks == 1 ? "fork" : "forks",
        Durations.toText(elapsed()),
        all == forks ? "" : ", " + all + " in all",
        failed == 0 ? "" : ", " + failed + " failed");
    err.flush();
  }

  private Duration elapsed() {
    return Duration.ofNanos(nanoTime.getAsLong() - startNs);
  }
}
