package dev.tare.bench.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tare.bench.plan.Expansion;
import dev.tare.bench.plan.PlannedCell;
import dev.tare.bench.plan.Slot;
import dev.tare.bench.plan.Suite;
import dev.tare.bench.plan.Suites;
import dev.tare.fixtures.CacheFolder;
import dev.tare.fixtures.catalog.BuildListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
          warmup: {iterations: 0}
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
        .request(new Slot(0, 0, cell));
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
    assertTrue(
        measured.absent().stream().anyMatch(a -> a.name().equals("decodeTokenLatencyP99Ns")),
        measured.absent()::toString);
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
  void aForkThatHangsIsKilledAtItsTimeLimit() {
    ForkResult result = runner.run(request(600, 100, Duration.ofSeconds(4)));

    ForkResult.Failed failed = assertInstanceOf(ForkResult.Failed.class, result);
    assertEquals("killed after its time limit of 4 s", failed.failure().reason());
  }
}
