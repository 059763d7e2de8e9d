package dev.tare.bench.driver;

import dev.tare.bench.engine.NativeLog;
import dev.tare.bench.plan.Slot;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One fork to run.
 *
 * @param slot which cell, and where in the run
 * @param jvmArguments arguments of the fork's JVM
 * @param log file that takes JMH's output and everything the fork prints
 * @param nativeLog file that takes what the native libraries print
 * @param timeout after which the fork is killed
 * @param jvm the {@code java} that runs it; empty for this process's own
 */
public record ForkRequest(
    Slot slot,
    List<String> jvmArguments,
    Path log,
    Path nativeLog,
    Duration timeout,
    Optional<Path> jvm) {
  /** Copies the arguments. */
  public ForkRequest {
    jvmArguments = List.copyOf(jvmArguments);
  }

  /** An argument of its JVM that no other fork has. */
  String mark() {
    return mark(nativeLog);
  }

  static String mark(Path nativeLog) {
    return "-D" + NativeLog.PROPERTY + "=" + nativeLog.toAbsolutePath();
  }

  /** The same fork with one more argument, and so many times as long to run. */
  ForkRequest with(String argument, int times) {
    List<String> arguments = new ArrayList<>(jvmArguments);
    arguments.add(argument);
    return new ForkRequest(slot, arguments, log, nativeLog, timeout.multipliedBy(times), jvm);
  }

  /** A fork in this process's own JVM. */
  public ForkRequest(
      Slot slot, List<String> jvmArguments, Path log, Path nativeLog, Duration timeout) {
    this(slot, jvmArguments, log, nativeLog, timeout, Optional.empty());
  }
}
