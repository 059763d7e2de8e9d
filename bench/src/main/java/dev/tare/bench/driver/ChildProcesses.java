package dev.tare.bench.driver;

import dev.tare.bench.postmortem.ForkStacks;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
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
   * Kills the children when the limit passes before the deadline is closed.
   *
   * @param limit how long the fork may take
   * @param examine looks at the fork before it is killed
   */
  Deadline killAfter(Duration limit, Function<ProcessHandle, ForkStacks> examine) {
    AtomicBoolean passed = new AtomicBoolean();
    AtomicReference<ForkStacks> stacks = new AtomicReference<>();
    ScheduledFuture<?> task =
        timer.schedule(
            () -> {
              passed.set(true);
              try {
                fork().map(examine).ifPresent(stacks::set);
              } finally {
                kill();
              }
            },
            limit.toMillis(),
            TimeUnit.MILLISECONDS);
    return new Deadline() {
      @Override
      public boolean passed() {
        return passed.get();
      }

      @Override
      public Optional<ForkStacks> stacks() {
        return Optional.ofNullable(stacks.get());
      }

      @Override
      public void close() {
        task.cancel(false);
      }
    };
  }

  /** JMH runs one at a time, and the short-lived ones that it asks about the JVM come before. */
  private static Optional<ProcessHandle> fork() {
    return ProcessHandle.current().children().findFirst();
  }
}
