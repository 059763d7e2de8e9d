package dev.tare.bench.postmortem;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Runs a program that looks at a process, for a limited time: the process may be past answering.
 */
final class ExternalTool {
  private static final int MOST_BYTES = 4 << 20;

  /**
   * What a program said.
   *
   * @param complete whether it ended well and in time
   * @param text all it printed
   */
  record Output(boolean complete, String text) {}

  private ExternalTool() {}

  /** The program of that name on the path. */
  static Optional<Path> find(String name) {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Arrays.stream(path.split(File.pathSeparator))
        .filter(folder -> !folder.isBlank())
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Runs it without input; kills it at the limit. */
  static Output run(Duration limit, List<String> command) {
    try {
      Path file = Files.createTempFile("tare", ".txt");
      try {
        boolean complete = run(limit, command, file);
        return new Output(complete, text(file));
      } finally {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      return new Output(false, command.get(0) + ": " + e.getMessage());
    }
  }

  private static boolean run(Duration limit, List<String> command, Path file) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    // Else gdb would ask a server for what it does not find here.
    builder.environment().remove("DEBUGINFOD_URLS");
    Process process = builder.redirectOutput(Redirect.to(file.toFile())).start();
    process.getOutputStream().close();
    try {
      if (process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        return process.exitValue() == 0;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
    return false;
  }

  private static String text(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      return new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
    }
  }
}
