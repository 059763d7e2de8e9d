package dev.tare.bench.driver;

import dev.tare.bench.machine.Libraries;
import dev.tare.bench.machine.MachineProbe;
import dev.tare.bench.machine.MachineWatch;
import dev.tare.bench.plan.Slot;
import dev.tare.fixtures.CacheFolder;
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
            MachineProbe.doubts(),
            preparation.arms().map(PreparedArms::document));
    return open(request, preparation, folder.resolve(id + ".json"), run);
  }

  /**
   * Goes on with a run that was interrupted.
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

  /** How many forks the document already holds. */
  public int forksDone() {
    return run().cells().stream().mapToInt(cell -> cell.forks().size()).sum();
  }

  /** A driver for what is left to do; it reports to the listener and keeps the logs of failures. */
  public Driver driver(ForkRunner runner, DriverListener listener) {
    return new Driver(
        new DiagnosingForkRunner(runner, preparation.catalog()),
        recorder,
        keepingLogs(listener),
        environment::request,
        MachineWatch::start,
        System::nanoTime);
  }

  /**
   * Runs what is left and writes the plain JMH JSON beside the document.
   *
   * @throws dev.tare.results.document.UnwritableFileException when one of them cannot be written;
   *     the document then holds what was measured before
   */
  public void run(Driver driver) {
    driver.run(preparation.suite(), preparation.cells(), request.seed());
    environment.clean();
    new JmhJson().write(run(), jmhFile());
  }

  /** The file in JMH's own format. */
  public Path jmhFile() {
    String name = file().getFileName().toString().replaceFirst("\\.json$", ".jmh.json");
    return file().resolveSibling(name);
  }

  private DriverListener keepingLogs(DriverListener listener) {
    return new DriverListener() {
      @Override
      public void started(Slot slot) {
        listener.started(slot);
      }

      @Override
      public void ended(Slot slot, long wallTimeNs, ForkResult result) {
        if (result instanceof ForkResult.Measured) {
          environment.forget(slot);
        }
        listener.ended(slot, wallTimeNs, result);
      }
    };
  }
}
