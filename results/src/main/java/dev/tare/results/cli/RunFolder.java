package dev.tare.results.cli;

import dev.tare.results.input.RunInput;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A folder of results of any kind. */
final class RunFolder {
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
}
