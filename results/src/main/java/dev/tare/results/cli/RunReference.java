package dev.tare.results.cli;

import dev.tare.results.input.RunInput;
import dev.tare.results.run.Run;
import dev.tare.results.store.UnreadableRunException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Finds the run that an argument names. */
final class RunReference {
  static final String LATEST = "latest";
  static final String BASELINE = "baseline";

  private final CommandEnvironment environment;

  RunReference(CommandEnvironment environment) {
    this.environment = environment;
  }

  /**
   * A file of any known format, a run id or the beginning of one, or {@code latest}.
   *
   * @param name what the user wrote
   * @param machine the machine's name, for files that say nothing of it
   */
  Run find(String name, Optional<String> machine) {
    return RunInput.read(path(name), machine);
  }

  private Path path(String name) {
    if (name.equals(LATEST)) {
      return environment
          .runs()
          .latest()
          .orElseThrow(
              () ->
                  new UnreadableRunException(
                      environment.results().resolve("runs"), "there is no run yet; try tare run"));
    }
    try {
      Path file = Path.of(name);
      boolean named = Files.exists(file) || name.contains("/") || name.matches(".*\\.jsonl?");
      return named ? file : environment.runs().find(name);
    } catch (InvalidPathException e) {
      throw new UsageException("not a file name or run id: " + e.getMessage());
    }
  }
}
