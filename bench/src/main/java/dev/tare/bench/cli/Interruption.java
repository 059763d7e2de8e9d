package dev.tare.bench.cli;

import dev.tare.bench.driver.Driver;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns Ctrl-C and SIGTERM into an orderly end: the fork under way is killed, the document is
 * finished, and the user is told how to go on.
 */
final class Interruption implements AutoCloseable {
  private static final int INCOMPLETE = 3;
  private static final int STOPS = 50;
  private static final long STOP_INTERVAL_MS = 200;

  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread hook;

  private Interruption(Driver driver, Path file, PrintWriter err) {
    hook = new Thread(() -> stop(driver, file, err), "tare-interruption");
  }

  /** Watches until closed. */
  static Interruption stopping(Driver driver, Path file, PrintWriter err) {
    Interruption interruption = new Interruption(driver, file, err);
    Runtime.getRuntime().addShutdownHook(interruption.hook);
    return interruption;
  }

  private void stop(Driver driver, Path file, PrintWriter err) {
    try {
      // A fork that was about to start when the first stop came is met by a later one.
      for (int i = 0; i < STOPS; i++) {
        driver.stop();
        if (ended.await(STOP_INTERVAL_MS, TimeUnit.MILLISECONDS)) {
          break;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    err.println();
    err.println(
        "Interrupted. What was measured is kept; go on with:\n  "
            + Launcher.name()
            + " run --resume "
            + file);
    err.flush();
    // Without halt the exit code would be the signal's; 3 means incomplete everywhere.
    Runtime.getRuntime().halt(INCOMPLETE);
  }

  @Override
  public void close() {
    ended.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      waitForTheEnd();
    }
  }

  /** The process is going down: nothing more is printed, the hook ends it. */
  private void waitForTheEnd() {
    try {
      hook.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
