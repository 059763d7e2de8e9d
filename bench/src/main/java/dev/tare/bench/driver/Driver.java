package dev.tare.bench.driver;

import dev.tare.bench.machine.Conditions;
import dev.tare.bench.machine.MachineWatch;
import dev.tare.bench.plan.PlannedCell;
import dev.tare.bench.plan.Schedule;
import dev.tare.bench.plan.Slot;
import dev.tare.bench.plan.Suite;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Runs the blocks of a plan, one fork at a time, and records each as it ends. */
public final class Driver {
  private static final long STOP_GRACE_MS = 300;

  private final ForkRunner runner;
  private final RunRecorder recorder;
  private final DriverListener listener;
  private final Function<Slot, ForkRequest> requests;
  private final Supplier<MachineWatch> watches;
  private final LongSupplier nanoTime;
  private final CountDownLatch stop = new CountDownLatch(1);

  /**
   * Wires a driver.
   *
   * @param runner runs the forks
   * @param recorder keeps the document
   * @param listener hears of progress
   * @param requests makes the request of a slot: logs, JVM arguments, time limit
   * @param watches begins to watch the machine
   * @param nanoTime the clock, ns, monotonic
   */
  public Driver(
      ForkRunner runner,
      RunRecorder recorder,
      DriverListener listener,
      Function<Slot, ForkRequest> requests,
      Supplier<MachineWatch> watches,
      LongSupplier nanoTime) {
    this.runner = runner;
    this.recorder = recorder;
    this.listener = listener;
    this.requests = requests;
    this.watches = watches;
    this.nanoTime = nanoTime;
  }

  /**
   * Runs every fork that the document does not hold yet, then finishes the document.
   *
   * @param suite blocks and time budget
   * @param cells the plan's cells
   * @param seed seed of the order
   */
  public void run(Suite suite, List<PlannedCell> cells, long seed) {
    long startNs = nanoTime.getAsLong() - recorder.wallTimeNs();
    recorder.start();
    long longestBlockNs = 0;
    for (int block = 0; block < suite.blocks() && !stopped(); block++) {
      long blockStartNs = nanoTime.getAsLong();
      if (block > 0 && overBudget(suite, blockStartNs - startNs + longestBlockNs)) {
        recorder.endAfter(block);
        recorder.warn(
            "the time budget ended the run after " + block + " of " + suite.blocks() + " blocks");
        break;
      }
      runBlock(Schedule.block(cells, block, seed));
      longestBlockNs = Math.max(longestBlockNs, nanoTime.getAsLong() - blockStartNs);
    }
    if (!stopped()) {
      // A run that goes on later says it then.
      warnOfLosses();
    }
    recorder.finish(stopped());
  }

  /** Disturbed cells are measured again at the end of their block, and once more. */
  private void runBlock(List<Slot> block) {
    for (int attempt = 0; attempt < RunRecorder.MOST_ATTEMPTS; attempt++) {
      block.forEach(this::runSlot);
    }
  }

  private void warnOfLosses() {
    long lost = recorder.lostSamples();
    if (lost > 0) {
      recorder.warn(
          lost
              + " samples stayed disturbed at every attempt and are left out; stop other work on"
              + " this machine and run again");
    }
  }

  /** Ends the run as soon as may be: the fork under way is killed and not recorded. */
  public void stop() {
    stop.countDown();
    runner.kill();
  }

  private static boolean overBudget(Suite suite, long expectedNs) {
    return suite.timeBudget().map(budget -> expectedNs > budget.toNanos()).orElse(false);
  }

  private void runSlot(Slot slot) {
    if (stopped() || recorder.has(slot)) {
      return;
    }
    listener.started(slot);
    long startNs = nanoTime.getAsLong();
    MachineWatch watch = watches.get();
    ForkResult result = runner.run(requests.apply(slot));
    Conditions conditions = watch.end();
    long wallTimeNs = nanoTime.getAsLong() - startNs;
    if (result instanceof ForkResult.Failed ? stopFollows() : stopped()) {
      return;
    }
    recorder.add(slot, wallTimeNs, conditions, result);
    listener.ended(slot, wallTimeNs, result);
  }

  private boolean stopped() {
    return stop.getCount() == 0;
  }

  /** Ctrl-C reaches the fork as well, and the fork may end before this process hears of it. */
  private boolean stopFollows() {
    try {
      return stop.await(STOP_GRACE_MS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
