package dev.tare.bench.driver;

import dev.tare.bench.engine.EngineException;
import dev.tare.bench.engine.NativeLog;
import dev.tare.bench.engine.llama.LlamaRuntime;
import dev.tare.bench.fork.DriverWatch;
import dev.tare.bench.plan.ArmSettings;
import dev.tare.fixtures.ggml.CompanionLibraries;
import dev.tare.fixtures.ggml.LlamaLibrary;
import dev.tare.fixtures.ggml.NativeLibraryException;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Tries an arm's JVM and native library in a process of their own, before the run: what cannot be
 * loaded is better known now than after the first fork, and must not be loaded into this process.
 */
public final class ArmCheck {
  private static final String JAVA_VERSION = "javaVersion";
  private static final String PROBLEM = "problem";
  private static final String ANSWER = "answer";
  private static final String LOG = "log";
  private static final String NATIVE_LOG = "native.log";
  private static final String TOO_OLD = "cannot run Tare, which needs Java 17 or later";
  private static final String NO_START = "cannot be started";

  /** Before what matters. */
  private static final Pattern INTRODUCTION =
      Pattern.compile("^Picked up | VM warning: |^Error occurred during initialization of VM");

  private static final int SHORT_HASH = 16;
  private static final int LIMIT_S = 60;

  private ArmCheck() {}

  /**
   * What an arm came down to.
   *
   * @param javaVersion feature version of its JVM
   * @param identity what its settings name, by hash or version
   */
  record Outcome(int javaVersion, Map<String, String> identity) {}

  /**
   * Tries an arm.
   *
   * @throws SetupException when its JVM or its library cannot be used
   */
  static Outcome run(String name, ArmSettings settings) {
    boolean plain =
        settings.jvm().isEmpty()
            && settings.library().isEmpty()
            && settings.jvmArguments().isEmpty();
    if (plain) {
      return new Outcome(Runtime.version().feature(), Map.of());
    }
    int javaVersion = javaVersion(name, settings);
    Properties found = tried(name, settings, ArmArguments.of(settings, javaVersion));
    if (found.containsKey(PROBLEM)) {
      throw new SetupException("--versus: arm " + name + ": " + found.getProperty(PROBLEM));
    }
    Map<String, String> identity = new TreeMap<>();
    found.stringPropertyNames().forEach(key -> identity.put(key, found.getProperty(key)));
    identity.remove(JAVA_VERSION);
    if (settings.jvm().isEmpty()) {
      identity.keySet().removeIf(key -> key.startsWith("jvm"));
    }
    if (settings.library().isEmpty()) {
      identity.keySet().removeIf(key -> key.startsWith("llama"));
    }
    return new Outcome(javaVersion, identity);
  }

  /** Which arguments a JVM takes depends on its version, so another one is asked for that first. */
  private static int javaVersion(String name, ArmSettings settings) {
    return settings.jvm().isEmpty()
        ? Runtime.version().feature()
        : Integer.parseInt(tried(name, settings, List.of()).getProperty(JAVA_VERSION));
  }

  private static Properties tried(String name, ArmSettings settings, List<String> jvmArguments) {
    try {
      Path folder = Files.createTempDirectory("tare-arm");
      try {
        return answered(name, command(settings, jvmArguments, folder), folder);
      } finally {
        delete(folder);
      }
    } catch (IOException e) {
      throw new SetupException("--versus: arm " + name + " cannot be tried (" + e + ")");
    }
  }

  /** With whatever the JVM left there when it crashed. */
  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.deleteIfExists(file);
      }
    }
    Files.deleteIfExists(folder);
  }

  private static List<String> command(
      ArmSettings settings, List<String> jvmArguments, Path folder) {
    Path own = Path.of(System.getProperty("java.home"), "bin", "java");
    List<String> command = new ArrayList<>(List.of(settings.jvm().orElse(own).toString()));
    command.addAll(jvmArguments);
    command.add("-XX:ErrorFile=" + folder.resolve("crash.log"));
    command.add("-D" + NativeLog.PROPERTY + "=" + folder.resolve(NATIVE_LOG));
    command.add(DriverWatch.argument());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(ArmCheck.class.getName(), folder.resolve(ANSWER).toString()));
    return command;
  }

  /** With what it has started: a JVM may be a script that starts the true one. */
  private static void kill(Process process) {
    List<ProcessHandle> started = process.descendants().toList();
    process.destroyForcibly();
    started.forEach(ProcessHandle::destroyForcibly);
  }

  private static Properties answered(String name, List<String> command, Path folder)
      throws IOException {
    Path log = folder.resolve(LOG);
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      if (!process.waitFor(LIMIT_S, TimeUnit.SECONDS)) {
        kill(process);
        throw new SetupException("--versus: arm " + name + " did not start in " + LIMIT_S + " s");
      }
    } catch (InterruptedException e) {
      kill(process);
      Thread.currentThread().interrupt();
      throw new SetupException("--versus: interrupted");
    }
    Path answer = folder.resolve(ANSWER);
    if (!Files.exists(answer)) {
      throw new SetupException(refusal(name, folder, process.exitValue()));
    }
    Properties found = new Properties();
    try (Reader reader = Files.newBufferedReader(answer)) {
      found.load(reader);
    }
    return found;
  }

  private static String refusal(String name, Path folder, int exitCode) {
    Path log = folder.resolve(LOG);
    String said =
        ForkLog.tail(log).stream()
            .filter(line -> !INTRODUCTION.matcher(line).find())
            .findFirst()
            .orElse("exit code " + exitCode);
    String reason =
        ForkLog.failure(log, folder.resolve(NATIVE_LOG), Optional.empty(), Optional.of(said))
            .reason();
    String what = reason.contains("UnsupportedClassVersionError") ? TOO_OLD : NO_START;
    return "--versus: arm " + name + " " + what + " (" + reason + ")";
  }

  /**
   * Runs in the arm's own JVM and writes what it is.
   *
   * @param args the file that takes the answer
   * @throws IOException when it cannot be written
   */
  public static void main(String[] args) throws IOException {
    DriverWatch.arm();
    Properties answer = new Properties();
    answer.setProperty(JAVA_VERSION, Integer.toString(Runtime.version().feature()));
    answer.setProperty("jvmName", System.getProperty("java.vm.name"));
    answer.setProperty("jvmVersion", System.getProperty("java.runtime.version"));
    if (LlamaLibrary.isBrought()) {
      library(answer);
    }
    try (Writer writer = Files.newBufferedWriter(Path.of(args[0]), StandardCharsets.UTF_8)) {
      answer.store(writer, null);
    }
  }

  private static void library(Properties answer) {
    try {
      NativeLog.redirect();
      answer.setProperty("llamaSystemInfo", LlamaRuntime.systemInfo());
      answer.setProperty("llamaLibrarySha256", LlamaLibrary.sha256().substring(0, SHORT_HASH));
      CompanionLibraries.identity(LlamaLibrary.file())
          .ifPresent(value -> answer.setProperty("llamaCompanionsSha256", value));
    } catch (EngineException | NativeLibraryException e) {
      answer.setProperty(PROBLEM, e.getMessage());
    }
  }
}
