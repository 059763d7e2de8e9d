package dev.tare.results.cli;

import dev.tare.results.document.UnwritableFileException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.IntFunction;

/** The file whose Markdown GitHub Actions shows as the summary of a step. */
final class StepSummary {
  /** Names the file within a step. */
  static final String VARIABLE = "GITHUB_STEP_SUMMARY";

  /**
   * GitHub refuses more than 1 MiB and silently drops what comes within some bytes of that, or so
   * it is reported (actions/runner#4337).
   */
  static final int MOST_BYTES = 1_000_000;

  /** Less says too little to be worth it, and may not hold the headline. */
  private static final int LEAST_BYTES = 16 << 10;

  private StepSummary() {}

  /**
   * Adds to what the step has written until now.
   *
   * @param file the file; created when there is none
   * @param markdown makes the Markdown, of so many bytes of UTF-8 at most
   * @return whether there was room for it; if not, the file is as it was
   * @throws UnwritableFileException when the file cannot be read or written
   */
  static boolean append(Path file, IntFunction<String> markdown) {
    try {
      long before = Files.exists(file) ? Files.size(file) : 0;
      // What stands before may be HTML, which an empty line ends.
      String gap = before == 0 ? "" : "\n\n";
      long room = MOST_BYTES - before - gap.length();
      if (room < LEAST_BYTES) {
        return false;
      }
      String text = gap + markdown.apply((int) room);
      Files.write(
          file,
          text.getBytes(StandardCharsets.UTF_8),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
      return true;
    } catch (IOException e) {
      throw new UnwritableFileException(file, e);
    }
  }
}
