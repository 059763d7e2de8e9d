package dev.tare.bench.driver;

import dev.tare.bench.engine.ThreadCount;
import dev.tare.bench.machine.Libraries;
import dev.tare.bench.machine.MachineProbe;
import dev.tare.bench.machine.MachineWatch;
import dev.tare.bench.plan.Slot;
import dev.tare.fixtures.CacheFolder;
import dev.tare.results.document.AtomicFile;
import dev.tare.results.run.Cell;
import dev.tare.results.run.Machine;
import dev.tare.results.run.Run;
import dev.tare.results.run.RunStatus;
import dev.tare.results.store.RunFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One execution: its document, its folder of logs and its driver. */
public final class RunSession {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private final RunRequest request;
  private final Preparation preparation;
  private final RunRecorder recorder;
  private final ForkEnvironment environment;

  private RunSession(RunRequest request, Preparation preparation, RunRecorder recorder, Path logs) {
    this.request = request;
    this.preparation = preparation;
    this.recorder = recorder;
    this.environment =
        new ForkEnvironment(
            logs,
            request.models(),
            CacheFolder.resolve(),
            preparation.suite().forkTimeout(),
            preparation.arms().map(PreparedArms::javaVersions).orElse(Map.of()));
  }

  /**
   * Begins a new run.
   *
   * @param request what was asked for
   * @param preparation the plan
   * @param folder where the document goes
   * @throws SetupException when the folder cannot be written
   */
  public static RunSession begin(RunRequest request, Preparation preparation, Path folder) {
    checkWritable(folder);
    Instant now = Clock.systemUTC().instant().truncatedTo(ChronoUnit.MILLIS);
    String id = STAMP.format(now) + "-" + randomHex();
    Run run =
        new Run(
            id,
            RunStatus.RUNNING,
            now,
            Optional.empty(),
            Libraries.tools(),
            request.plan(preparation.suite()),
            MachineProbe.probe(Libraries.natives()),
            preparation.models(),
            List.of(),
            doubts(preparation),
            preparation.arms().map(PreparedArms::document));
    return open(request, preparation, folder.resolve(id + ".json"), run);
  }

  private static List<String> doubts(Preparation preparation) {
    List<String> doubts = new ArrayList<>(MachineProbe.doubts());
    preparation.arms().map(PreparedArms::doubts).ifPresent(doubts::addAll);
    return doubts;
  }

  /**
   * Goes on with a run that was interrupted, or that ended without all that belongs to its end.
   *
   * @param request what was asked for when it began
   * @param preparation the plan
   * @param file the run's document
   * @throws SetupException when machine, models or plan have changed since
   */
  public static RunSession resume(RunRequest request, Preparation preparation, Path file) {
    Run run = RunFile.read(file);
    Machine machine = MachineProbe.probe(Libraries.natives());
    Resumption.check(file, run, preparation, machine);
    AtomicFile.removeUnfinished(file);
    AtomicFile.removeUnfinished(jmhFile(file));
    return open(request, preparation, file, run);
  }

  private static RunSession open(RunRequest request, Preparation preparation, Path file, Run run) {
    RunRecorder recorder =
        new RunRecorder(file, run, preparation.cells(), Clock.systemUTC(), request.keepDisturbed());
    return new RunSession(request, preparation, recorder, logs(file));
  }

  /** Where the logs of a run's failed forks are kept. */
  public static Path logs(Path runFile) {
    String name = runFile.getFileName().toString().replaceFirst("\\.json$", "");
    return runFile.resolveSibling(name + ".logs");
  }

  private static void checkWritable(Path folder) {
    try {
      Files.createDirectories(folder);
      Files.delete(Files.createTempFile(folder, ".tare", ".tmp"));
    } catch (IOException e) {
      throw new SetupException(
          folder
              + ": cannot write runs there ("
              + e.getClass().getSimpleName()
              + "); choose another folder with --out");
    }
  }

  private static String randomHex() {
    byte[] bytes = new byte[3];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** The run's document on disk. */
  public Path file() {
    return recorder.file();
  }

  /** The document as it stands. */
  public Run run() {
    return recorder.run();
  }

  /** What is left to do, as far as the document can tell. */
  public Forecast forecast() {
    BlockPlan plan = new BlockPlan(preparation.suite(), preparation.cells());
    return Forecast.of(plan, recorder::cell, preparation.suite().timeBudget());
  }

  /** A driver for what is left to do; it reports to the listener and keeps the logs of failures. */
  public Driver driver(ForkRunner runner, DriverListener listener) {
    return new Driver(
        new DiagnosingForkRunner(runner, preparation.catalog()),
        recorder,
        keepingLogs(listener),
        slot -> environment.request(slot, recorder.attempts(slot)),
        MachineWatch::start,
        System::nanoTime,
        new Surveyor(preparation.cells(), ThreadCount.resolve(0), environment.surveys()::run));
  }

  /** Whether every planned fork was started: nothing is left to measure. */
  public boolean ended() {
    return run().status() == RunStatus.COMPLETE || run().status() == RunStatus.INCOMPLETE;
  }

  /**
   * Runs what is left and writes the plain JMH JSON beside the document.
   *
   * @throws dev.tare.results.document.UnwritableFileException when one of them cannot be written;
   *     the document then holds what was measured before
   */
  public void run(Driver driver) {
    if (!ended()) {
      // Models whose headers were read stay mapped until they are collected, and what is mapped by
      // anyone cannot be dropped from the page cache for a cold load.
      System.gc();
      driver.run(preparation.suite(), preparation.cells(), request.seed());
    }
    environment.forgetMeasured(run());
    environment.clean();
    new JmhJson().write(run(), jmhFile());
  }

  /** The file in JMH's own format. */
  public Path jmhFile() {
    return jmhFile(file());
  }

  private static Path jmhFile(Path runFile) {
    String name = runFile.getFileName().toString().replaceFirst("\\.json$", ".jmh.json");
    return runFile.resolveSibling(name);
  }

  private DriverListener keepingLogs(DriverListener listener) {
    return new DriverListener() {
      @Override
      public void started(Slot slot) {
        // Of a fork that died with its driver: what it said must not explain this one's end.
        environment.forget(slot, recorder.attempts(slot));
        listener.started(slot);
      }

      @Override
      public void ended(Slot slot, long wallTimeNs, ForkResult result) {
        Cell cell = recorder.cell(slot.cell().id());
        Attempts.of(cell, slot.block()).forEach(fork -> environment.forgetMeasured(cell, fork));
        listener.ended(slot, wallTimeNs, result);
      }

      @Override
      public void surveying(int block) {
        listener.surveying(block);
      }
    };
  }
}
