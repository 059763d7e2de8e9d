package dev.tare.bench.trial;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tare.fixtures.CacheFolder;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The driver takes next to nothing from the fork it waits for. */
class SleepingDriverTest {
  private static final double MOST_CORES = 0.005;
  private static final int WINDOWS = 4;
  private static final long WINDOW_MS = 1000;

  private static final String SUITE =
      """
      name: sleeping
      blocks: 1
      variants: [FP32]
      benchmarks:
        - name: ImageEmbeddingBenchmark.preprocess
          warmup: {iterations: 0}
          measurement: {iterations: 1, time: 30s}
      """;

  @TempDir Path home;

  /** Processor time by thread, ns; kept to the nanosecond, unlike the ticks of {@code stat}. */
  private static Map<Path, Long> cpuTimesNs(long pid) throws IOException {
    Map<Path, Long> times = new HashMap<>();
    try (DirectoryStream<Path> threads =
        Files.newDirectoryStream(Path.of("/proc", Long.toString(pid), "task"))) {
      for (Path thread : threads) {
        String text = Files.readString(thread.resolve("schedstat"));
        times.put(thread, Long.parseLong(text.split(" ")[0]));
      }
    }
    return times;
  }

  private static double cores(long pid) throws IOException, InterruptedException {
    long start = System.nanoTime();
    Map<Path, Long> before = cpuTimesNs(pid);
    TimeUnit.MILLISECONDS.sleep(WINDOW_MS);
    double used = 0;
    for (Map.Entry<Path, Long> after : cpuTimesNs(pid).entrySet()) {
      used += after.getValue() - before.getOrDefault(after.getKey(), 0L);
    }
    return used / (System.nanoTime() - start);
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

  /** The lowest of several windows: what the compiler still had to do is over in one of them. */
  @Test
  void theDriverSleepsWhileAForkMeasures() throws Exception {
    assumeTrue(Files.isReadable(Path.of("/proc/self/task")));
    assumeTrue(Files.isReadable(Path.of("/proc/self/schedstat")));
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
      double lowest = Double.MAX_VALUE;
      for (int i = 0; i < WINDOWS && lowest >= MOST_CORES; i++) {
        lowest = Math.min(lowest, cores(child.process().pid()));
      }
      assertTrue(child.fork().isPresent(), "the fork ended too early");
      assertTrue(lowest < MOST_CORES, "the driver used " + lowest + " cores");
    } finally {
      child.killAll();
    }
  }
}
