package dev.tare.bench.fork;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DriverWatchTest {
  /** A JVM that waits for a thread in a system call waits this long. */
  private static final long WAIT_MS = 300;

  private static final String NO_DRIVER = "1";

  @ParameterizedTest
  @ValueSource(strings = {"return", "exit", "halt"})
  void aForkThatHasDoneEndsAtOnce(String how) {
    // The least of several: a busy machine can hold up any of them.
    long ms = LongStream.generate(() -> endMs(how)).limit(5).min().orElseThrow();

    assertTrue(ms < WAIT_MS * 2 / 3, ms + " ms");
  }

  @Test
  void aForkWithoutItsDriverEndsItself() throws IOException, InterruptedException {
    Process child = start("wait", NO_DRIVER);
    child.getOutputStream().close();

    assertTrue(child.waitFor(1, TimeUnit.MINUTES));
    assertEquals(DriverWatch.EXIT_CODE, child.exitValue());
  }

  @Test
  void aForkWithItsDriverGoesOnWhenItsInputIsClosed() throws IOException, InterruptedException {
    Process child = start("wait", Long.toString(ProcessHandle.current().pid()));
    child.getOutputStream().close();
    try {
      assertEquals(false, child.waitFor(2, TimeUnit.SECONDS));
    } finally {
      child.destroyForcibly();
    }
  }

  private static long endMs(String how) {
    try {
      Process child = start(how, Long.toString(ProcessHandle.current().pid()));
      try (BufferedReader lines = child.inputReader(StandardCharsets.UTF_8)) {
        assertEquals("done", lines.readLine());
        long startNs = System.nanoTime();
        assertTrue(child.waitFor(1, TimeUnit.MINUTES));
        assertEquals(0, child.exitValue());
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNs);
      }
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static Process start(String how, String driver) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-D" + DriverWatch.PROPERTY + "=" + driver,
                Child.class.getName(),
                how)
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    return builder.start();
  }

  /** A fork that watches its driver for a while, and then ends in one of several ways. */
  static final class Child {
    private static final long WATCH_MS = 300;

    private Child() {}

    public static void main(String[] args) throws InterruptedException {
      DriverWatch.arm();
      TimeUnit.MILLISECONDS.sleep(args[0].equals("wait") ? TimeUnit.MINUTES.toMillis(5) : WATCH_MS);
      System.out.println("done");
      switch (args[0]) {
        case "exit" -> System.exit(0);
        case "halt" -> {
          DriverWatch.release();
          Runtime.getRuntime().halt(0);
        }
        default -> {
          return;
        }
      }
    }
  }
}
