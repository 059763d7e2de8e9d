package dev.tare.results.input;

import dev.tare.results.document.UnreadableDocumentException;
import dev.tare.results.run.RunOutline;
import dev.tare.results.store.UnreadableRunException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A folder of runs of any format.
 *
 * @param folder the folder; what lies in folders of it is not read
 * @param machine the machine's name, for results that say nothing of it
 */
public record RunFolder(Path folder, Optional<String> machine) {
  private static final Pattern RUN_FILE = Pattern.compile("[^.].*\\.jsonl?");

  /** What stands beside a run document, for the viewers of JMH. */
  private static final String JMH_COPY = ".jmh.json";

  /**
   * The files that may be runs: those called {@code .json} or {@code .jsonl}, without hidden ones,
   * those that only say where the file beside them was measured, and JMH's copies of run documents.
   *
   * @return by name
   * @throws UnreadableRunException when the folder cannot be listed
   */
  public List<Path> files() {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(RunFolder::mayBeRun).sorted().toList();
    } catch (UncheckedIOException e) {
      throw unlisted(e.getCause());
    } catch (IOException e) {
      throw unlisted(e);
    }
  }

  /**
   * The same in reverse, so that the newest run comes first where names begin with the time, as
   * those of Tare's documents do.
   *
   * @throws UnreadableRunException when the folder cannot be listed
   */
  public List<Path> newestFirst() {
    List<Path> files = new ArrayList<>(files());
    Collections.reverse(files);
    return files;
  }

  /**
   * What a history keeps of one of the files.
   *
   * @param file the file
   * @throws UnreadableRunException when it cannot be used, or its machine is not known
   */
  public RunOutline outline(Path file) {
    return RunInput.outline(file, machine);
  }

  private UnreadableRunException unlisted(IOException e) {
    if (Files.isDirectory(folder)) {
      return new UnreadableRunException(new UnreadableDocumentException(folder, e));
    }
    return new UnreadableRunException(
        folder, Files.exists(folder) ? "is no folder" : "there is no such folder");
  }

  private static boolean mayBeRun(Path file) {
    String name = file.getFileName().toString();
    return RUN_FILE.matcher(name).matches()
        && !ForeignMachine.isSidecar(file)
        && !isCopy(file)
        && Files.isRegularFile(file);
  }

  private static boolean isCopy(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(JMH_COPY)
        && Files.exists(
            file.resolveSibling(name.substring(0, name.length() - JMH_COPY.length()) + ".json"));
  }
}
