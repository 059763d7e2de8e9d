package dev.tare.bench.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tare.results.run.Absent;
import dev.tare.results.run.Failure;
import dev.tare.results.run.Warmup;
import dev.tare.results.run.WarmupEnd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForkLogTest {
  @TempDir Path folder;

  private Path log(String text) throws IOException {
    return Files.writeString(folder.resolve("fork.log"), text);
  }

  private Failure failure(String log) throws IOException {
    return ForkLog.failure(
        log(log), folder.resolve("none"), Optional.empty(), Optional.of("Benchmark error"));
  }

  @Test
  void namesTheSignalOfANativeCrash() throws IOException {
    Failure failure =
        failure(
            "# A fatal error\n#  SIGSEGV (0xb) at pc=0x0, pid=1\n<forked VM failed with exit code 134>\n");

    assertEquals("crashed natively with SIGSEGV", failure.reason());
  }

  @Test
  void findsACrashReportInTheNativeLog() throws IOException {
    Path nativeLog =
        Files.writeString(folder.resolve("native.log"), "#  SIGSEGV (0xb) at pc=0x0, pid=1\n");

    Failure failure =
        ForkLog.failure(
            log("<forked VM failed with exit code 134>\n"),
            nativeLog,
            Optional.empty(),
            Optional.empty());

    assertEquals("crashed natively with SIGSEGV", failure.reason());
  }

  @Test
  void namesTheSignalThatKilledTheFork() throws IOException {
    assertTrue(
        failure("# Warmup\n<forked VM failed with exit code 137>\n").reason().contains("SIGKILL"));
  }

  @Test
  void givesTheLastCauseOfAnException() throws IOException {
    Failure failure =
        failure(
            "org.openjdk.jmh.runner.BenchmarkException: Benchmark error\n"
                + "Caused by: dev.tare.bench.engine.EngineException: m.gguf: is truncated\n");

    assertEquals("m.gguf: is truncated", failure.reason());
  }

  @Test
  void theTimeLimitComesBeforeTheKillItCaused() throws IOException {
    Failure failure =
        ForkLog.failure(
            log("<forked VM failed with exit code 137>\n"),
            folder.resolve("none"),
            Optional.of("killed after its time limit of 5 s"),
            Optional.empty());

    assertEquals("killed after its time limit of 5 s", failure.reason());
  }

  @Test
  void keepsTheTailOfBothLogsWithoutControlCharacters() throws IOException {
    Path nativeLog = Files.writeString(folder.resolve("native.log"), "llama: \u001b[31mbad\n");

    Failure failure = ForkLog.failure(log("a\nb\n"), nativeLog, Optional.empty(), Optional.empty());

    assertEquals(List.of("a", "b", "native log:", "llama:  [31mbad"), failure.logTail());
  }

  @Test
  void readsWhatCouldNotBeMeasuredOnce() throws IOException {
    Path log =
        log(
            "Iteration   1: #tare-absent peakRssBytes no /proc here\n#tare-absent peakRssBytes no /proc here\n");

    assertEquals(List.of(new Absent("peakRssBytes", "no /proc here")), ForkLog.absent(log));
  }

  @Test
  void readsHowTheWarmUpEnded() throws IOException {
    assertEquals(
        Optional.of(new Warmup(WarmupEnd.UNSTEADY, 12, 3_000_000_001L)),
        ForkLog.warmup(log("Iteration   1: #tare-warmup unsteady 12 3000000001\n5 ns/op\n")));
    assertEquals(Optional.empty(), ForkLog.warmup(log("#tare-warmup asleep 12 3\n")));
    assertEquals(Optional.empty(), ForkLog.warmup(log("Iteration   1: 5 ns/op\n")));
  }
}
