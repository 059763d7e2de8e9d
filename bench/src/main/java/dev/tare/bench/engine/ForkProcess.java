package dev.tare.bench.engine;

import java.util.Map;
import java.util.Optional;

/** Tells whether this process is a JVM that JMH forked. */
public final class ForkProcess {
  private static final String FORK_MAIN_CLASS = "org.openjdk.jmh.runner.ForkedMain";

  private ForkProcess() {}

  /** Whether JMH forked this process. */
  public static boolean isForked() {
    return mainThread().isPresent();
  }

  /** The thread that runs JMH's side of the fork; empty outside a fork or when it has ended. */
  public static Optional<Thread> mainThread() {
    return Thread.getAllStackTraces().entrySet().stream()
        .filter(entry -> startsInForkMain(entry.getValue()))
        .<Thread>map(Map.Entry::getKey)
        .findFirst();
  }

  private static boolean startsInForkMain(StackTraceElement[] stack) {
    return stack.length > 0 && stack[stack.length - 1].getClassName().equals(FORK_MAIN_CLASS);
  }
}
