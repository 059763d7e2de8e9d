package dev.tare.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a main class in a JVM of its own, where a crash or a lingering thread harms no test. */
public final class ChildJvm {
  private ChildJvm() {}

  /** What became of the child. */
  public record Outcome(int exitCode, String output, long wallTimeNs) {}

  /** Runs to the end, or for two minutes. */
  public static Outcome run(List<String> jvmArgs, Class<?> main, String... args)
      throws IOException, InterruptedException {
    return run(jvmArgs, main.getName(), List.of(args));
  }

  /** Runs to the end, or for two minutes. */
  public static Outcome run(List<String> jvmArgs, String main, List<String> args)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile("child", ".log");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvmArgs);
    command.add(main);
    command.addAll(args);
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    long start = System.nanoTime();
    Process process = builder.start();
    if (!process.waitFor(2, TimeUnit.MINUTES)) {
      process.destroyForcibly().waitFor();
    }
    long wallTimeNs = System.nanoTime() - start;
    String text = Files.readString(output, StandardCharsets.UTF_8);
    Files.delete(output);
    return new Outcome(process.exitValue(), text, wallTimeNs);
  }
}
