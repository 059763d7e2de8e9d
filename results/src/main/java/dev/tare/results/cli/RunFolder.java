package dev.tare.results.cli;

import dev.tare.results.experience.StoredRuns;
import dev.tare.results.input.RunInput;
import dev.tare.results.run.Run;
import dev.tare.results.run.RunOutline;
import dev.tare.results.store.OutlineFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** A folder of results of any kind. */
public final class RunFolder {
  /** What stands beside a run document, for the viewers of JMH. */
  private static final String JMH_COPY = ".jmh.json";

  private RunFolder() {}

  /**
   * Every file that may hold a run, by name. JMH's copy of a run document is none of its own.
   *
   * @throws dev.tare.results.store.UnreadableRunException when the folder cannot be listed
   */
  static List<Path> list(Path folder) {
    return RunInput.list(folder).stream().filter(file -> !isCopy(file)).toList();
  }

  private static boolean isCopy(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(JMH_COPY)
        && Files.exists(
            file.resolveSibling(name.substring(0, name.length() - JMH_COPY.length()) + ".json"));
  }

  /**
   * The runs of a folder that can be learned from.
   *
   * @param folder exists
   * @param machine the machine's name, for results that say nothing of it
   * @param baseline with what the run will be compared
   * @param judged the run that will be judged
   * @throws dev.tare.results.store.UnreadableRunException when the folder cannot be listed
   */
  public static StoredRuns earlier(
      Path folder, Optional<String> machine, Run baseline, Run judged) {
    List<Path> newestFirst = new ArrayList<>(list(folder));
    Collections.reverse(newestFirst);
    return StoredRuns.read(
        newestFirst,
        file -> RunInput.read(file, machine, OutlineFile::read, RunOutline::of),
        baseline,
        judged);
  }
}
