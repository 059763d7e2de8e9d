package dev.tare.bench.trial;

import dev.tare.bench.cli.Main;
import dev.tare.bench.fork.DriverWatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A real {@code tare run} in a process of its own, with a lock and folders of its own. */
final class RunChild {
  private static final String FORK_MAIN_CLASS = "org.openjdk.jmh.runner.ForkedMain";

  private final Process process;
  private final Path output;

  private RunChild(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /** Starts {@code tare ARGUMENTS} with the given folder as home. */
  static RunChild start(Path home, Path cache, String... arguments) throws IOException {
    return start(home, cache, List.of(), arguments);
  }

  /** The same, started by another command that takes the JVM's as its arguments. */
  static RunChild start(Path home, Path cache, List<String> wrapper, String... arguments)
      throws IOException {
    Path temporary = Files.createDirectories(home.resolve("tmp"));
    List<String> command = new ArrayList<>(wrapper);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:+UseSerialGC");
    command.add("-Djava.io.tmpdir=" + temporary);
    command.add("-Dtare.home=" + home);
    command.add("-Dtare.cache=" + cache);
    command.add(Main.class.getName());
    command.addAll(List.of(arguments));
    Path output = home.resolve("output.txt");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    return new RunChild(builder.start(), output);
  }

  Process process() {
    return process;
  }

  /** What it has printed so far. */
  String output() throws IOException {
    return Files.readString(output);
  }

  /** The process that JMH has forked and that is running now. */
  Optional<ProcessHandle> fork() {
    return process.descendants().filter(RunChild::isFork).findFirst();
  }

  private static boolean isFork(ProcessHandle handle) {
    return handle
        .info()
        .arguments()
        .map(arguments -> List.of(arguments).contains(FORK_MAIN_CLASS))
        .orElse(false);
  }

  /** Forks of any driver that are alive although their driver is gone. */
  static List<ProcessHandle> orphans(long driver) {
    String argument = "-D" + DriverWatch.PROPERTY + "=" + driver;
    return ProcessHandle.allProcesses()
        .filter(RunChild::isFork)
        .filter(fork -> List.of(fork.info().arguments().orElseThrow()).contains(argument))
        .filter(ProcessHandle::isAlive)
        .toList();
  }

  /** SIGKILL, to the driver alone, as the kernel does when memory is short. */
  void killDriver() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** SIGKILL to all, as when a container is removed. */
  void killAll() throws InterruptedException {
    List<ProcessHandle> all = process.descendants().toList();
    killDriver();
    all.forEach(ProcessHandle::destroyForcibly);
  }

  /** Waits for the end. */
  int exitCode() throws InterruptedException, IOException {
    if (!process.waitFor(5, TimeUnit.MINUTES)) {
      killAll();
      throw new AssertionError("the run did not end: " + output());
    }
    return process.exitValue();
  }
}
