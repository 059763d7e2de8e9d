package dev.tare.bench.driver;

import dev.tare.bench.postmortem.ForkStacks;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The processes this JVM has started: the fork that JMH is waiting for. Where a script starts the
 * JVM of an arm, the fork is the script's child, and JMH waits for both: each holds its pipes.
 */
final class ChildProcesses {
  private static final long KILL_INTERVAL_MS = 500;

  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "tare-fork-limit");
            thread.setDaemon(true);
            return thread;
          });

  /** Kills every child and what it started. */
  void kill() {
    descendants().forEach(ProcessHandle::destroyForcibly);
  }

  /**
   * Each process after those that it started: of one that is gone nobody knows any more what it
   * started.
   */
  private static List<ProcessHandle> descendants() {
    List<ProcessHandle> all = new ArrayList<>();
    addDescendants(ProcessHandle.current(), all);
    return all;
  }

  private static void addDescendants(ProcessHandle process, List<ProcessHandle> all) {
    process
        .children()
        .forEach(
            child -> {
              addDescendants(child, all);
              all.add(child);
            });
  }

  /**
   * The JVM that measures: the one that has started no other and has the argument, where the system
   * tells arguments; else whatever JMH waits for.
   */
  private static Optional<ProcessHandle> fork(String argument) {
    List<ProcessHandle> javas = descendants().stream().filter(ChildProcesses::isJava).toList();
    return javas.stream()
        .filter(java -> arguments(java).contains(argument))
        .findFirst()
        .or(() -> javas.stream().findFirst())
        .or(() -> ProcessHandle.current().children().findFirst());
  }

  /** Of long command lines, which ours are, Java tells no arguments on Linux. */
  private static String arguments(ProcessHandle process) {
    try {
      Path line = Path.of("/proc", Long.toString(process.pid()), "cmdline");
      return Files.isReadable(line)
          ? Files.readString(line, StandardCharsets.ISO_8859_1)
          : String.join(" ", process.info().arguments().orElse(new String[0]));
    } catch (IOException e) {
      // It has ended meanwhile.
      return "";
    }
  }

  private static boolean isJava(ProcessHandle process) {
    return process
        .info()
        .command()
        .map(command -> Path.of(command).getFileName().toString())
        .filter(name -> name.equals("java") || name.equals("java.exe"))
        .isPresent();
  }

  /**
   * Kills the fork when the limit passes before the deadline is closed.
   *
   * @param limit how long the fork may take
   * @param argument tells an argument of the fork to look at, if there may be two
   * @param examine looks at the fork before it is killed
   */
  Deadline killAfter(
      Duration limit, Supplier<String> argument, Function<ProcessHandle, ForkStacks> examine) {
    Limit watched = new Limit(() -> fork(argument.get()).map(examine));
    watched.task = timer.schedule(watched, limit.toMillis(), TimeUnit.MILLISECONDS);
    return watched;
  }

  /** Looks and kills, in the timer's thread. */
  private final class Limit implements Deadline, Runnable {
    private final Supplier<Optional<ForkStacks>> examine;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final CountDownLatch looked = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private ScheduledFuture<?> task;
    private volatile boolean passed;
    private volatile Optional<ForkStacks> stacks = Optional.empty();

    Limit(Supplier<Optional<ForkStacks>> examine) {
      this.examine = examine;
    }

    @Override
    public void run() {
      if (!begins()) {
        return;
      }
      try {
        stacks = examine.get();
      } finally {
        looked.countDown();
        killUntilClosed();
        ended.countDown();
      }
    }

    /** Once it was closed the next fork may be running already. */
    private synchronized boolean begins() {
      passed = closed.getCount() > 0;
      return passed;
    }

    /** What is met first may be a short-lived JVM that JMH asks for its options. */
    private void killUntilClosed() {
      try {
        do {
          kill();
        } while (!closed.await(KILL_INTERVAL_MS, TimeUnit.MILLISECONDS));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public boolean passed() {
      return passed;
    }

    @Override
    public Optional<ForkStacks> stacks() {
      await(looked);
      return stacks;
    }

    /** A fork may end by itself while it is looked at; the next must not start beside that. */
    @Override
    public void close() {
      synchronized (this) {
        closed.countDown();
      }
      task.cancel(false);
      await(ended);
    }

    private void await(CountDownLatch latch) {
      try {
        if (passed) {
          latch.await();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
