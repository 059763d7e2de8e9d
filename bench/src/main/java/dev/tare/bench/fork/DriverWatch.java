package dev.tare.bench.fork;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Ends a fork whose driver has died. JMH's fork notices that only when it next talks to its host: a
 * long native call would go on for its whole length, beside the run that was resumed meanwhile.
 *
 * <p>The watcher costs nothing while the driver lives: it blocks on the fork's standard input, a
 * pipe that nobody writes to and that the system closes together with the driver, however it died.
 * A JVM that ends waits 0.3 s for a thread that is in a system call, so the watcher must be
 * released before.
 */
public final class DriverWatch {
  /** System property with the process id of the driver; without it nothing is watched. */
  public static final String PROPERTY = "tare.driverPid";

  /** Exit code of a fork that ended itself; nobody is left to see it but a system's log. */
  public static final int EXIT_CODE = 70;

  private static final long POLL_MS = 500;
  private static final long RELEASE_MS = 100;

  private static Optional<Thread> watcher = Optional.empty();

  private DriverWatch() {}

  /** The JVM argument that lets forks of this process watch it. */
  public static String argument() {
    return "-D" + PROPERTY + "=" + ProcessHandle.current().pid();
  }

  /** Watches from now on, once; does nothing in a process that no driver of Tare has forked. */
  public static synchronized void arm() {
    Optional<Long> driver = Optional.ofNullable(Long.getLong(PROPERTY));
    if (driver.isPresent() && watcher.isEmpty()) {
      Thread thread = new Thread(() -> endAfter(driver.get()), "tare-driver-watch");
      thread.setDaemon(true);
      thread.start();
      watcher = Optional.of(thread);
      Runtime.getRuntime()
          .addShutdownHook(new Thread(DriverWatch::release, "tare-driver-watch-end"));
    }
  }

  /** Watches no longer: this process is about to end. To be called where no hook is run, too. */
  public static synchronized void release() {
    watcher.ifPresent(
        thread -> {
          thread.interrupt();
          try {
            thread.join(RELEASE_MS);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  /** An orphan is given another parent at once, even while its first one is not buried yet. */
  private static void endAfter(long driver) {
    try {
      if (!isWindows()) {
        awaitEnd();
      }
      // Usually over at the first look; polls where standard input was closed by somebody else.
      while (isChildOf(driver)) {
        TimeUnit.MILLISECONDS.sleep(POLL_MS);
      }
      Runtime.getRuntime().halt(EXIT_CODE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A channel's read, other than a stream's, ends when its thread is interrupted. */
  private static void awaitEnd() {
    try (FileChannel in = new FileInputStream(FileDescriptor.in).getChannel()) {
      ByteBuffer nothing = ByteBuffer.allocateDirect(1);
      while (in.read(nothing.clear()) >= 0) {
        continue;
      }
    } catch (IOException e) {
      // Closed or interrupted: what follows looks at the parent.
      return;
    }
  }

  private static boolean isChildOf(long driver) {
    Optional<ProcessHandle> parent = ProcessHandle.current().parent();
    return parent.isPresent() && parent.get().pid() == driver && parent.get().isAlive();
  }

  /** There a blocked read of a pipe holds up every library that looks at standard input. */
  private static boolean isWindows() {
    return System.getProperty("os.name", "").startsWith("Windows");
  }
}
