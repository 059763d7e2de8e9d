package dev.tare.bench.driver;

import dev.tare.bench.postmortem.ForkStacks;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** The processes this JVM has started: the fork that JMH is waiting for. */
final class ChildProcesses {
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "tare-fork-limit");
            thread.setDaemon(true);
            return thread;
          });

  /** Kills every child and what it started. */
  void kill() {
    ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
  }

  /**
   * Kills the fork when the limit passes before the deadline is closed.
   *
   * @param limit how long the fork may take
   * @param examine looks at the fork before it is killed
   */
  Deadline killAfter(Duration limit, Function<ProcessHandle, ForkStacks> examine) {
    Limit watched = new Limit(examine);
    watched.task = timer.schedule(watched, limit.toMillis(), TimeUnit.MILLISECONDS);
    return watched;
  }

  /** Looks and kills, in the timer's thread. */
  private static final class Limit implements Deadline, Runnable {
    private final Function<ProcessHandle, ForkStacks> examine;
    private final CountDownLatch done = new CountDownLatch(1);
    private ScheduledFuture<?> task;
    private volatile boolean passed;
    private volatile Optional<ForkStacks> stacks = Optional.empty();

    Limit(Function<ProcessHandle, ForkStacks> examine) {
      this.examine = examine;
    }

    @Override
    public void run() {
      passed = true;
      // JMH runs one at a time; the short-lived JVMs that it asks for their options come before.
      Optional<ProcessHandle> fork = ProcessHandle.current().children().findFirst();
      try {
        stacks = fork.map(examine);
      } finally {
        // This one, not whatever runs by now.
        fork.ifPresent(ProcessHandle::destroyForcibly);
        done.countDown();
      }
    }

    @Override
    public boolean passed() {
      return passed;
    }

    @Override
    public Optional<ForkStacks> stacks() {
      awaitLook();
      return stacks;
    }

    /** A fork may end by itself while it is looked at; the next must not start beside that. */
    @Override
    public void close() {
      task.cancel(false);
      awaitLook();
    }

    private void awaitLook() {
      try {
        if (passed) {
          done.await();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
