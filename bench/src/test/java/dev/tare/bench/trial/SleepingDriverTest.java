package dev.tare.bench.trial;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tare.fixtures.CacheFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The driver takes next to nothing from the fork it waits for. */
class SleepingDriverTest {
  private static final double MOST_CORES = 0.005;
  private static final double TICKS_PER_SECOND = 100;

  /** The compilers still work on what led to the fork, and later where others want the cores. */
  private static final int SETTLING_S = 3;

  /** Longer than any rhythm a driver could have, and long against a tick of 10 ms. */
  private static final int WINDOW_S = 10;

  private static final String SUITE =
      """
      name: sleeping
      blocks: 1
      variants: [FP32]
      benchmarks:
        - name: ImageEmbeddingBenchmark.preprocess
          warmup: {iterations: 0}
          measurement: {iterations: 1, time: 60s}
      """;

  @TempDir Path home;

  /** Processor time of all threads, those that ended included, s. */
  private static double cpuTimeSeconds(long pid) throws IOException {
    String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
    // What follows the name, which may hold anything: utime and stime are the 12th and 13th.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
  }

  private static double cores(long pid) throws IOException, InterruptedException {
    long start = System.nanoTime();
    double before = cpuTimeSeconds(pid);
    TimeUnit.SECONDS.sleep(WINDOW_S);
    double used = cpuTimeSeconds(pid) - before;
    return used / TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start) * 1000;
  }

  private Optional<Path> log() throws IOException {
    try (Stream<Path> files = Files.walk(home.resolve("runs"))) {
      return files
          .filter(file -> file.toString().endsWith(".log"))
          .filter(file -> !file.toString().endsWith(".native.log"))
          .findFirst();
    }
  }

  private void awaitMeasuring(RunChild child) throws IOException, InterruptedException {
    while (child.process().isAlive()) {
      Optional<Path> log = log();
      if (log.isPresent() && Files.readString(log.get()).contains("Iteration   1")) {
        return;
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
    throw new AssertionError(child.output());
  }

  /** A second look only where the machine was so busy that the compilers were late. */
  @Test
  void theDriverSleepsWhileAForkMeasures() throws Exception {
    assumeTrue(Files.isReadable(Path.of("/proc/self/stat")));
    Path suite = Files.writeString(home.resolve("suite.yaml"), SUITE);
    Files.createDirectory(home.resolve("runs"));
    List<String> arguments =
        List.of("run", "--no-diff", "--models", "tiny", "--suite", suite.toString(), "--out");
    String[] all =
        Stream.concat(arguments.stream(), Stream.of(home.resolve("runs").toString()))
            .toArray(String[]::new);
    RunChild child = RunChild.start(home, CacheFolder.resolve(), all);
    try {
      awaitMeasuring(child);
      TimeUnit.SECONDS.sleep(SETTLING_S);
      long driver = child.process().pid();
      double first = cores(driver);
      double used = first < MOST_CORES ? first : cores(driver);
      assertTrue(child.fork().isPresent(), "the fork ended too early");
      assertTrue(used < MOST_CORES, "the driver used " + first + ", then " + used + " cores");
    } finally {
      child.killAll();
    }
  }
}
