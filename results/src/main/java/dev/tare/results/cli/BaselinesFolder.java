package dev.tare.results.cli;

import dev.tare.results.store.BaselineStore;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The folder of baselines that a command works on. */
final class BaselinesFolder {
  @Option(
      names = "--baselines",
      paramLabel = "DIR",
      description = "The folder of baselines (default: results/baselines).")
  private Optional<Path> folder = Optional.empty();

  /** The baselines in it. */
  BaselineStore store(CommandEnvironment environment) {
    return folder.map(BaselineStore::new).orElseGet(environment::baselines);
  }

  /** Finds a run's baseline in it. */
  BaselineLookup lookup(CommandEnvironment environment) {
    String option = folder.map(path -> " --baselines " + path).orElse("");
    return new BaselineLookup(store(environment), option);
  }
}
