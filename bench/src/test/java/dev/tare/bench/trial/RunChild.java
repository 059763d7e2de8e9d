package dev.tare.bench.trial;

import dev.tare.bench.cli.Main;
import dev.tare.bench.fork.DriverWatch;
import dev.tare.bench.survey.SurveyMain;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:-UsePerfData"));
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
    return commandLine(handle).contains(FORK_MAIN_CLASS);
  }

  private static boolean isSurvey(ProcessHandle handle) {
    return commandLine(handle).contains(SurveyMain.class.getName());
  }

  /** Java's own view of it ends after a page, and a class path is longer than that. */
  private static String commandLine(ProcessHandle handle) {
    try {
      return Files.readString(
          Path.of("/proc", Long.toString(handle.pid()), "cmdline"), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return handle.info().commandLine().orElse("");
    }
  }

  /** Forks and surveys of a driver that is gone, alive all the same. */
  static List<ProcessHandle> orphans(long driver) {
    String argument = "-D" + DriverWatch.PROPERTY + "=" + driver + "\0";
    return ProcessHandle.allProcesses()
        .filter(handle -> commandLine(handle).contains(argument))
        .filter(handle -> isFork(handle) || isSurvey(handle))
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
