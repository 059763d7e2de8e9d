package dev.tare.bench.survey;

import dev.tare.bench.engine.ForkArguments;
import dev.tare.bench.engine.NativeLog;
import dev.tare.bench.fork.DriverWatch;
import dev.tare.results.document.UnreadableDocumentException;
import dev.tare.results.run.Survey;
import dev.tare.results.store.SurveyFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Starts the process that makes a survey, and sleeps until it has ended. */
public final class SurveyProcess {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final int MOST_REASON = 200;

  private final Path folder;
  private final List<String> properties;

  /**
   * Describes the process.
   *
   * @param folder takes its log and its answer while it runs; made when needed
   * @param properties its system properties, as {@code -Dname=value}
   */
  public SurveyProcess(Path folder, List<String> properties) {
    this.folder = folder;
    this.properties = List.copyOf(properties);
  }

  /** What became of a survey. */
  public sealed interface Outcome {
    /** It was made. */
    record Made(Survey survey) implements Outcome {}

    /** It was not, and why: one line. */
    record Failed(String reason) implements Outcome {}
  }

  /** Makes a survey. */
  public Outcome run(SurveyRequest request) {
    Path answer = folder.resolve("survey-" + (request.block() + 1) + ".json");
    Path log = folder.resolve("survey-" + (request.block() + 1) + ".log");
    try {
      Files.createDirectories(folder);
      try {
        int exitCode = await(command(request, answer, log), log);
        return exitCode == 0
            ? new Outcome.Made(SurveyFile.read(answer))
            : new Outcome.Failed("its process ended with exit code " + exitCode + last(log));
      } finally {
        Files.deleteIfExists(answer);
        Files.deleteIfExists(log);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Outcome.Failed("interrupted");
    } catch (IOException | UnreadableDocumentException e) {
      return new Outcome.Failed(String.valueOf(e.getMessage()));
    }
  }

  private static int await(List<String> command, Path log)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    Process process = builder.start();
    try {
      if (!process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IOException("its process was killed after " + LIMIT.toSeconds() + " s");
      }
      return process.exitValue();
    } finally {
      process.destroyForcibly();
    }
  }

  private List<String> command(SurveyRequest request, Path answer, Path log) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ForkArguments.jvmArgs().stream().filter(SurveyProcess::fits).forEach(command::add);
    // The heap holds what is read to find out the bandwidth: large arrays, which the serial
    // collector keeps in the old generation, by itself two thirds of the heap.
    command.add("-XX:MaxRAMPercentage=50");
    command.add("-Xmn32m");
    command.addAll(properties);
    command.add(DriverWatch.argument());
    command.add("-D" + NativeLog.PROPERTY + "=" + log.toAbsolutePath());
    command.add(SurveyMain.class.getName());
    command.add(answer.toAbsolutePath().toString());
    command.addAll(request.toArguments());
    return command;
  }

  private static boolean fits(String argument) {
    return !argument.startsWith("-Xm") && !argument.contains("AlwaysPreTouch");
  }

  private static String last(Path log) throws IOException {
    List<String> lines =
        new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
            .lines()
            .filter(line -> !line.isBlank() && !line.startsWith("\t"))
            .toList();
    String line = lines.isEmpty() ? "" : ": " + lines.get(lines.size() - 1);
    return line.substring(0, Math.min(MOST_REASON, line.length()));
  }
}
