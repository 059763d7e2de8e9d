package dev.tare.bench.driver;

import dev.tare.bench.machine.Conditions;
import dev.tare.bench.machine.MachineWatch;
import dev.tare.bench.plan.PlannedCell;
import dev.tare.bench.plan.Schedule;
import dev.tare.bench.plan.Slot;
import dev.tare.bench.plan.Suite;
import dev.tare.bench.survey.SurveyProcess.Outcome;
import dev.tare.bench.survey.SurveyRequest;
import dev.tare.results.roofline.CanaryDrift;
import dev.tare.results.run.Run;
import dev.tare.results.run.StopReason;
import dev.tare.results.run.WarmupEnd;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
  private final Surveyor surveyor;
  private long lastCanariesNs;
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
    this(runner, recorder, listener, requests, watches, nanoTime, Surveyor.none());
  }

  /**
   * Wires a driver that finds out about the machine between the blocks.
   *
   * @param runner runs the forks
   * @param recorder keeps the document
   * @param listener hears of progress
   * @param requests makes the request of a slot: logs, JVM arguments, time limit
   * @param watches begins to watch the machine
   * @param nanoTime the clock, ns, monotonic
   * @param surveyor finds out about the machine
   */
  public Driver(
      ForkRunner runner,
      RunRecorder recorder,
      DriverListener listener,
      Function<Slot, ForkRequest> requests,
      Supplier<MachineWatch> watches,
      LongSupplier nanoTime,
      Surveyor surveyor) {
    this.surveyor = surveyor;
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
   * @param suite blocks, precision and time budget
   * @param cells the plan's cells
   * @param seed seed of the order
   * @throws dev.tare.results.document.UnwritableFileException when the document or a log cannot be
   *     written; the document then holds the forks before, and the run can go on
   */
  public void run(Suite suite, List<PlannedCell> cells, long seed) {
    long startNs = nanoTime.getAsLong() - recorder.wallTimeNs();
    BlockPlan plan = new BlockPlan(suite, cells);
    doubtsOfTheMachine().forEach(recorder::takeBack);
    recorder.start();
    boolean inTime = true;
    for (int block = 0; inTime && !stopped() && !recorder.isFull(); block++) {
      List<Slot> slots = Schedule.block(plan.open(recorder::cell, block), block, seed);
      if (slots.isEmpty()) {
        break;
      }
      inTime = isInTime(suite, slots, nanoTime.getAsLong() - startNs);
      if (inTime) {
        recorder.begin(slots);
        runBlock(slots);
        survey(block);
      } else {
        recorder.endAfter(block);
        recorder.warn(overBudget(suite, block, slots.size(), cells.size()));
      }
    }
    finish(plan, inTime);
  }

  /** The first block starts in any case, and what had begun before an interruption goes on. */
  private boolean isInTime(Suite suite, List<Slot> slots, long elapsedNs) {
    long canariesNs = surveyor.isDue(slots.get(0).block()) ? lastCanariesNs : 0;
    long expectedNs = elapsedNs + recorder.expectedNs(slots) + canariesNs;
    return slots.get(0).block() == 0
        || slots.stream().anyMatch(recorder::hasBegun)
        || suite.timeBudget().map(budget -> expectedNs <= budget.toNanos()).orElse(true);
  }

  private static String overBudget(Suite suite, int blocks, int open, int cells) {
    String ended = "the time budget ended the run after " + blocks;
    return suite
        .precision()
        .filter(any -> blocks >= suite.blocks())
        .map(
            wanted ->
                ended
                    + " blocks; "
                    + open
                    + " of "
                    + cells
                    + " cells are not known to "
                    + wanted.text()
                    + " yet")
        .orElse(ended + " of " + suite.blocks() + " blocks");
  }

  /**
   * Disturbed cells are measured again at the end of their block, and once more; in a run that goes
   * on, too, what was disturbed before waits for the others. Those of a pair are measured again
   * right after it.
   */
  private void runBlock(List<Slot> block) {
    for (List<Slot> round : Schedule.rounds(block)) {
      for (int attempt = 0; attempt < Attempts.MOST; attempt++) {
        for (List<Slot> together : Schedule.together(round)) {
          if (recorder.attempts(together.get(0)) <= attempt) {
            runTogether(together);
          }
        }
      }
    }
  }

  private void runTogether(List<Slot> slots) {
    if (slots.size() == 1) {
      runSlot(slots.get(0));
    } else {
      runPair(slots);
    }
  }

  /** Outside of the forks' time: the canaries belong to the block, but disturb no fork of it. */
  private void survey(int block) {
    Optional<SurveyRequest> wanted =
        stopped() ? Optional.empty() : surveyor.wanted(recorder.run(), block);
    if (wanted.isEmpty()) {
      return;
    }
    listener.surveying(block);
    long startNs = nanoTime.getAsLong();
    MachineWatch watch = watches.get();
    Outcome outcome = surveyor.survey(wanted.get());
    Conditions conditions = watch.end();
    if (!wanted.get().whole()) {
      // Finding out everything takes far longer, and once.
      lastCanariesNs = nanoTime.getAsLong() - startNs;
    }
    if (outcome instanceof Outcome.Failed ? stopFollows() : stopped()) {
      return;
    }
    recorder.add(wanted.get(), conditions, outcome);
  }

  /**
   * Follow from the document: a run that goes on takes back what it said when it was interrupted,
   * and says at its end what an uninterrupted one would.
   */
  private List<String> doubtsOfTheMachine() {
    Run run = recorder.run();
    List<String> doubts = new ArrayList<>(CanaryDrift.warnings(run.roofline()));
    if (run.roofline().disturbed() && run.versus().isEmpty()) {
      doubts.add(
          "the machine's limits were measured beside other work: shares of the roofline may be too"
              + " high; stop it and run again");
    }
    return doubts;
  }

  private void finish(BlockPlan plan, boolean inTime) {
    Optional<StopReason> cut = cut(inTime);
    for (PlannedCell cell : plan.cells()) {
      recorder.end(cell.id(), plan.stop(cell, recorder.cell(cell.id()), cut));
    }
    if (!stopped()) {
      warnOfLosses();
      warnOfUnsteadyForks();
      doubtsOfTheMachine().forEach(recorder::warn);
      recorder.endIfFull(plan);
    }
    recorder.finish(stopped());
  }

  private Optional<StopReason> cut(boolean inTime) {
    if (stopped()) {
      return Optional.of(StopReason.INTERRUPTED);
    }
    if (!inTime) {
      return Optional.of(StopReason.TIME_BUDGET);
    }
    return recorder.isFull() ? Optional.of(StopReason.DOCUMENT_SIZE) : Optional.empty();
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

  /** Two arms are measured in short forks on purpose: what moves in them moves in both. */
  private void warnOfUnsteadyForks() {
    if (recorder.run().versus().isPresent()) {
      return;
    }
    String remedy = "; allow a longer warm-up in the suite, such as warmup: {atMost: 10s}";
    long unsteady = recorder.forks(WarmupEnd.UNSTEADY);
    if (unsteady > 0) {
      recorder.warn(
          unsteady + " forks were measured though their times still rose or fell" + remedy);
    }
    long tooShort = recorder.forks(WarmupEnd.SHORT);
    if (tooShort > 0) {
      recorder.warn(
          tooShort
              + " forks warmed up with too few operations to tell whether they were steady"
              + remedy);
    }
  }

  /** Ends the run as soon as may be: the fork under way is killed and not recorded. */
  public void stop() {
    stop.countDown();
    runner.kill();
  }

  private void runSlot(Slot slot) {
    if (stopped() || recorder.has(slot) || recorder.isFull()) {
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

  /** Both are open at once, so both are measured again when one was disturbed. */
  private void runPair(List<Slot> pair) {
    if (stopped() || pair.stream().allMatch(recorder::has) || recorder.isFull()) {
      return;
    }
    pair.forEach(listener::started);
    long startNs = nanoTime.getAsLong();
    MachineWatch watch = watches.get();
    List<ForkResult> results =
        runner.runPair(requests.apply(pair.get(0)), requests.apply(pair.get(1)));
    Conditions conditions = watch.end();
    long wallTimeNs = (nanoTime.getAsLong() - startNs) / pair.size();
    boolean anyFailed = results.stream().anyMatch(ForkResult.Failed.class::isInstance);
    if (anyFailed ? stopFollows() : stopped()) {
      return;
    }
    List<RunRecorder.Ended> ended = new ArrayList<>();
    for (int i = 0; i < pair.size(); i++) {
      ended.add(new RunRecorder.Ended(pair.get(i), wallTimeNs, conditions, results.get(i)));
    }
    recorder.add(ended);
    ended.forEach(fork -> listener.ended(fork.slot(), wallTimeNs, fork.result()));
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
