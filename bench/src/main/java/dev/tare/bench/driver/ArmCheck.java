package dev.tare.bench.driver;

import dev.tare.bench.engine.EngineException;
import dev.tare.bench.engine.NativeLog;
import dev.tare.bench.engine.llama.LlamaRuntime;
import dev.tare.bench.fork.DriverWatch;
import dev.tare.bench.plan.ArmSettings;
import dev.tare.fixtures.ggml.LlamaLibrary;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Tries an arm's JVM and native library in a process of their own, before the run: what cannot be
 * loaded is better known now than after the first fork, and must not be loaded into this process.
 */
public final class ArmCheck {
  private static final String JAVA_VERSION = "javaVersion";
  private static final String PROBLEM = "problem";
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
    Properties found = tried(name, settings);
    if (found.containsKey(PROBLEM)) {
      throw new SetupException("--versus: arm " + name + ": " + found.getProperty(PROBLEM));
    }
    Map<String, String> identity = new TreeMap<>();
    found.stringPropertyNames().forEach(key -> identity.put(key, found.getProperty(key)));
    int javaVersion = Integer.parseInt(identity.remove(JAVA_VERSION));
    if (settings.jvm().isEmpty()) {
      identity.keySet().removeIf(key -> key.startsWith("jvm"));
    }
    return new Outcome(javaVersion, identity);
  }

  private static Properties tried(String name, ArmSettings settings) {
    try {
      Path folder = Files.createTempDirectory("tare-arm");
      Path answer = folder.resolve("answer");
      Path log = folder.resolve("log");
      try {
        return answered(name, command(settings, answer), answer, log);
      } finally {
        Files.deleteIfExists(answer);
        Files.deleteIfExists(log);
        Files.deleteIfExists(folder);
      }
    } catch (IOException e) {
      throw new SetupException("--versus: arm " + name + " cannot be tried (" + e + ")");
    }
  }

  private static List<String> command(ArmSettings settings, Path answer) {
    Path own = Path.of(System.getProperty("java.home"), "bin", "java");
    List<String> command = new ArrayList<>(List.of(settings.jvm().orElse(own).toString()));
    settings
        .library()
        .ifPresent(file -> command.add("-D" + LlamaLibrary.PATH_PROPERTY + "=" + file));
    command.addAll(settings.jvmArguments());
    command.add(DriverWatch.argument());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(ArmCheck.class.getName(), answer.toString()));
    return command;
  }

  private static Properties answered(String name, List<String> command, Path answer, Path log)
      throws IOException {
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      if (!process.waitFor(LIMIT_S, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
        throw new SetupException("--versus: arm " + name + " did not start in " + LIMIT_S + " s");
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new SetupException("--versus: interrupted");
    }
    if (!Files.exists(answer)) {
      List<String> tail =
          ForkLog.tail(log).stream().filter(line -> !line.startsWith("Picked up ")).toList();
      throw new SetupException(
          "--versus: arm "
              + name
              + " cannot run Tare, which needs Java 17 or later ("
              + (tail.isEmpty() ? "exit code " + process.exitValue() : tail.get(0))
              + ")");
    }
    Properties found = new Properties();
    try (Reader reader = Files.newBufferedReader(answer)) {
      found.load(reader);
    }
    return found;
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
    if (!System.getProperty(LlamaLibrary.PATH_PROPERTY, "").isBlank()) {
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
    } catch (EngineException e) {
      answer.setProperty(PROBLEM, e.getMessage());
    }
  }
}
