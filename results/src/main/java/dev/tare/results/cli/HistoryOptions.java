package dev.tare.results.cli;

import dev.tare.results.experience.StoredRuns;
import dev.tare.results.input.RunFolder;
import dev.tare.results.run.Run;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** From which earlier runs a command learns how far runs of the machine differ by chance. */
final class HistoryOptions {
  @Option(
      names = "--history",
      paramLabel = "DIR",
      description =
          "Folder of earlier runs, from which the levels of this machine's metrics and their spread"
              + " are learned.")
  private Optional<Path> folder = Optional.empty();

  /**
   * The runs to learn from; none when no folder is named.
   *
   * @param machine the machine's name, for results that say nothing of it
   * @param baseline with what the run will be compared
   * @param judged the run that will be judged
   * @throws dev.tare.results.store.UnreadableRunException when the folder cannot be listed
   */
  StoredRuns read(Optional<String> machine, Run baseline, Run judged) {
    return folder.map(named -> read(named, machine, baseline, judged)).orElse(StoredRuns.NONE);
  }

  /**
   * The same with a folder that is taken, if it exists, when none is named.
   *
   * @param otherwise the folder
   */
  StoredRuns readOr(Path otherwise, Optional<String> machine, Run baseline, Run judged) {
    boolean named = folder.isPresent() || Files.isDirectory(otherwise);
    return named ? read(folder.orElse(otherwise), machine, baseline, judged) : StoredRuns.NONE;
  }

  private static StoredRuns read(Path folder, Optional<String> machine, Run baseline, Run judged) {
    RunFolder runs = new RunFolder(folder, machine);
    return StoredRuns.read(runs.newestFirst(), runs::outline, baseline, judged);
  }
}
