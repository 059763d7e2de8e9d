package dev.tare.bench.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tare.bench.fork.DriverWatch;
import dev.tare.bench.plan.Expansion;
import dev.tare.bench.plan.PlannedCell;
import dev.tare.bench.plan.Slot;
import dev.tare.bench.plan.Suite;
import dev.tare.bench.plan.Suites;
import dev.tare.fixtures.CacheFolder;
import dev.tare.fixtures.catalog.BuildListener;
import dev.tare.results.document.UnwritableFileException;
import dev.tare.results.run.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real forks of a real benchmark, which meet real accidents. */
class JmhForkRunnerTest {
  /** Long enough to be killed while measuring. */
  private static final String SUITE =
      """
      name: forks
      benchmarks:
        - name: TokenGenerationBenchmark
          parameters: {tokens: 4}
          warmup: {atMost: 100ms}
          measurement: {iterations: %d, time: %dms}
      """;

  @TempDir Path folder;

  private final JmhForkRunner runner = new JmhForkRunner();
  private RunLock lock;

  @BeforeEach
  void takeTheLock() {
    lock = RunLock.take();
  }

  @AfterEach
  void giveItBack() {
    lock.close();
  }

  private ForkRequest request(int iterations, int iterationMs, Duration timeout) {
    Suite suite = Suites.parse("forks.yaml", SUITE.formatted(iterations, iterationMs));
    PlannedCell cell =
        new Expansion(
                suite,
                Preparation.catalog(Optional.of(Preparation.TINY), BuildListener.silent()),
                Optional.of(Pattern.compile("Q4_0")))
            .cells()
            .get(0);
    return new ForkEnvironment(
            folder, Optional.of(Preparation.TINY), CacheFolder.resolve(), timeout, Map.of())
        .request(new Slot(0, 0, cell), 0);
  }

  private ForkResult.Failed killedBy(String signal) throws Exception {
    assumeTrue(
        Files.isExecutable(Path.of("/bin/kill")) || Files.isExecutable(Path.of("/usr/bin/kill")));
    ForkRequest request = request(600, 100, Duration.ofMinutes(2));
    CompletableFuture<ForkResult> result = CompletableFuture.supplyAsync(() -> runner.run(request));
    waitUntilMeasuring(request.log());
    long fork = ProcessHandle.current().children().findFirst().orElseThrow().pid();
    new ProcessBuilder("kill", "-" + signal, Long.toString(fork)).start().waitFor();
    return assertInstanceOf(ForkResult.Failed.class, result.get(60, TimeUnit.SECONDS));
  }

  private static void waitUntilMeasuring(Path log) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (System.nanoTime() < deadline) {
      if (Files.exists(log) && Files.readString(log).contains("Iteration   2")) {
        return;
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
    throw new AssertionError("the fork did not begin to measure: " + Files.readString(log));
  }

  @Test
  void aForkGivesItsSamplesPerIteration() {
    ForkResult result = runner.run(request(3, 1, Duration.ofMinutes(1)));

    ForkResult.Measured measured = assertInstanceOf(ForkResult.Measured.class, result);
    List<Double> rates =
        measured.samples().entrySet().stream()
            .filter(entry -> entry.getKey().name().equals("decodeTokensPerSecond"))
            .findFirst()
            .orElseThrow()
            .getValue();
    assertEquals(3, rates.size());
    assertTrue(rates.stream().allMatch(rate -> rate > 0));
    long tokens =
        measured.latencies().entrySet().stream()
            .filter(entry -> entry.getKey().name().equals("decodeTokenLatencyNs"))
            .mapToLong(entry -> entry.getValue().decoded().getTotalCount())
            .sum();
    assertTrue(tokens >= 3 * 4 && tokens % 4 == 0, tokens + " tokens of 3 iterations");
  }

  @Test
  void aForkThatIsKilledSaysBySigkill() throws Exception {
    assertTrue(killedBy("KILL").failure().reason().contains("SIGKILL"));
  }

  @Test
  void aForkThatCrashesSaysSo() throws Exception {
    ForkResult.Failed failed = killedBy("SEGV");

    assertEquals("crashed natively with SIGSEGV", failed.failure().reason());
    assertTrue(failed.failure().logTail().size() > 3);
  }

  @Test
  void aForkThatTakesTooLongIsKilledAtItsTimeLimit() {
    ForkResult result = runner.run(request(600, 100, Duration.ofSeconds(4)));

    ForkResult.Failed failed = assertInstanceOf(ForkResult.Failed.class, result);
    String reason = failed.failure().reason();
    assertTrue(reason.startsWith("killed after its time limit of 4 s"), reason);
  }

  /** The engine opens its log in the C library, and opening a pipe waits for somebody to read. */
  @Test
  void aForkThatHangsInANativeCallSaysWhere() throws Exception {
    Path pipe = folder.resolve("pipe");
    assumeTrue(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0);
    ForkRequest usual = request(1, 1, Duration.ofSeconds(5));
    List<String> arguments = new ArrayList<>(usual.jvmArguments());
    arguments.add("-Dtare.nativeLog=" + pipe);

    ForkResult result =
        runner.run(
            new ForkRequest(
                usual.slot(), arguments, usual.log(), usual.nativeLog(), usual.timeout()));

    Failure failure = assertInstanceOf(ForkResult.Failed.class, result).failure();
    assertTrue(failure.reason().startsWith("killed after its time limit of 5 s, in native "));
    assertTrue(failure.reason().endsWith("NativeLog$Posix.open"), failure::reason);
    assertTrue(failure.logTail().contains("  NativeLog$Posix.open"), failure.logTail()::toString);
    String stacks = Files.readString(ForkLog.stacks(usual.log()));
    assertTrue(stacks.contains("dev.tare.bench.engine.NativeLog.redirect"), stacks);
    boolean debugger = stacks.contains("\n#0 ");
    assertEquals(debugger, failure.logTail().contains("native stack:"), failure.reason());
    if (Files.isDirectory(Path.of("/proc/self/task"))) {
      assertTrue(stacks.contains("  State: S"), stacks);
    }
  }

  private ForkRequest with(ForkRequest request, String name, String... more) {
    List<String> arguments = new ArrayList<>(request.jvmArguments());
    Path nativeLog = folder.resolve(name + ".native.log");
    arguments.add(ForkRequest.mark(nativeLog));
    arguments.addAll(List.of(more));
    return new ForkRequest(
        request.slot(), arguments, folder.resolve(name + ".log"), nativeLog, request.timeout());
  }

  @Test
  void twoForksMeasureInTurnsAndKeepTheirLogsApart() throws Exception {
    ForkRequest usual = request(4, 50, Duration.ofMinutes(1));

    List<ForkResult> results = runner.runPair(with(usual, "a"), with(usual, "b"));

    for (ForkResult result : results) {
      ForkResult.Measured measured = assertInstanceOf(ForkResult.Measured.class, result);
      assertTrue(measured.samples().values().stream().anyMatch(samples -> samples.size() == 4));
    }
    for (String name : List.of("a", "b")) {
      String log = Files.readString(folder.resolve(name + ".log"));
      assertEquals(1, log.split("Iteration   3", -1).length - 1, log);
      assertTrue(Files.size(folder.resolve(name + ".native.log")) > 0);
    }
  }

  @Test
  void ofTwoForksTheOneThatHangsInItsTurnIsNamedAndTheOtherIsNot() throws Exception {
    Path pipe = folder.resolve("pipe");
    assumeTrue(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0);
    ForkRequest usual = request(4, 50, Duration.ofSeconds(6));
    ForkRequest hanging = with(usual, "b", "-Dtare.nativeLog=" + pipe);

    List<ForkResult> results = runner.runPair(with(usual, "a"), hanging);

    Failure other = assertInstanceOf(ForkResult.Failed.class, results.get(0)).failure();
    assertTrue(other.reason().startsWith("killed with the other arm's fork"), other::reason);
    Failure late = assertInstanceOf(ForkResult.Failed.class, results.get(1)).failure();
    assertTrue(late.reason().startsWith("killed after its time limit of 12 s"), late::reason);
    assertTrue(late.reason().endsWith("NativeLog$Posix.open"), late::reason);
  }

  @Test
  void aLogThatCannotBeMadeEndsBothForksOfAPair() throws Exception {
    ForkRequest usual = request(600, 100, Duration.ofMinutes(1));
    ForkRequest sound = with(usual, "a");
    Path folderInTheWay = Files.createDirectory(folder.resolve("b.log"));
    ForkRequest unsound = with(usual, "b");
    assertEquals(folderInTheWay, unsound.log());

    long startNs = System.nanoTime();
    assertThrows(UnwritableFileException.class, () -> runner.runPair(unsound, sound));
    assertTrue(System.nanoTime() - startNs < TimeUnit.SECONDS.toNanos(30), "the other went on");
    assertEquals(List.of(), ProcessHandle.current().descendants().toList());
    ForkRequest brief = with(request(2, 10, Duration.ofMinutes(1)), "a");
    assertThrows(UnwritableFileException.class, () -> runner.runPair(brief, unsound));
  }

  private Path wrapper(String lastLine) throws IOException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Path script = folder.resolve("java-in-a-script");
    Files.writeString(script, "#!/bin/sh\n'" + java + "' \"$@\"\n" + lastLine + "\n");
    assumeTrue(script.toFile().setExecutable(true) && Files.isExecutable(Path.of("/bin/sh")));
    return script;
  }

  /** The JVM holds the pipes that JMH reads, and hangs before it watches its driver. */
  @Test
  void aForkThatAScriptStartedIsKilledWithItsScript() throws Exception {
    ForkRequest usual = request(600, 100, Duration.ofSeconds(8));
    List<String> arguments = new ArrayList<>(usual.jvmArguments());
    assertTrue(arguments.remove(DriverWatch.argument()));
    ForkRequest scripted =
        new ForkRequest(
            usual.slot(),
            arguments,
            usual.log(),
            usual.nativeLog(),
            usual.timeout(),
            Optional.of(wrapper("exit $?")));

    ForkResult result =
        CompletableFuture.supplyAsync(() -> runner.run(scripted)).get(50, TimeUnit.SECONDS);

    Failure failure = assertInstanceOf(ForkResult.Failed.class, result).failure();
    assertTrue(failure.reason().startsWith("killed after its time limit of 8 s"), failure::reason);
    String stacks = Files.readString(ForkLog.stacks(usual.log()));
    assertTrue(stacks.contains("-jmh-worker-"), "the script was looked at: " + stacks);
    List<ProcessHandle> left =
        ProcessHandle.current().descendants().filter(ProcessHandle::isAlive).toList();
    assertEquals(List.of(), left);
  }

  @Test
  void aLogThatCannotBeMadeIsNoFailureOfTheCell() throws Exception {
    ForkRequest usual = request(1, 1, Duration.ofSeconds(5));
    Path file = Files.writeString(folder.resolve("run.logs"), "a file where the folder should be");
    Path aFolder = Files.createDirectory(folder.resolve("fork.log"));
    for (Path log : List.of(file.resolve("fork.log"), aFolder)) {
      ForkRequest request =
          new ForkRequest(
              usual.slot(), usual.jvmArguments(), log, usual.nativeLog(), usual.timeout());
      UnwritableFileException e =
          assertThrows(UnwritableFileException.class, () -> runner.run(request));
      assertTrue(e.getMessage().startsWith(log + ": cannot be written: "), e.getMessage());
    }
  }
}
