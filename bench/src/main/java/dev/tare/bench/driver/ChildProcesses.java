package dev.tare.bench.driver;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

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

  /** Kills the children when the limit passes before the deadline is closed. */
  Deadline killAfter(Duration limit) {
    AtomicBoolean passed = new AtomicBoolean();
    ScheduledFuture<?> task =
        timer.schedule(
            () -> {
              passed.set(true);
              kill();
            },
            limit.toMillis(),
            TimeUnit.MILLISECONDS);
    return new Deadline() {
      @Override
      public boolean passed() {
        return passed.get();
      }

      @Override
      public void close() {
        task.cancel(false);
      }
    };
  }
}
