package dev.tare.results.store;

import dev.tare.results.document.PlainText;
import dev.tare.results.run.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The folder of run documents, {@code <run id>.json} each. Run ids begin with the UTC start. */
public final class RunStore {
  private static final Pattern DOCUMENT = Pattern.compile("[0-9A-Za-z-]{1,64}\\.json");

  private final Path folder;

  /**
   * A store; the folder need not exist.
   *
   * @param folder where the documents lie
   */
  public RunStore(Path folder) {
    this.folder = folder;
  }

  /** Where a run's document lies or would lie. */
  public Path pathOf(Run run) {
    return folder.resolve(run.id() + ".json");
  }

  /**
   * Every run document, the newest first.
   *
   * @throws UnreadableRunException when the folder cannot be read
   */
  public List<Path> list() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> DOCUMENT.matcher(file.getFileName().toString()).matches())
          .sorted(Comparator.comparing((Path file) -> file.getFileName().toString()).reversed())
          .toList();
    } catch (IOException e) {
      throw new UnreadableRunException(folder, "cannot be listed: " + e.getMessage());
    }
  }

  /** The document of the run that started last. */
  public Optional<Path> latest() {
    return list().stream().findFirst();
  }

  /**
   * The document of a run.
   *
   * @param idOrPrefix a run's id, or the beginning of exactly one
   * @throws UnreadableRunException when there is none, or more than one
   */
  public Path find(String idOrPrefix) {
    List<Path> found =
        list().stream()
            .filter(file -> file.getFileName().toString().startsWith(idOrPrefix))
            .toList();
    Optional<Path> exact =
        found.stream()
            .filter(file -> file.getFileName().toString().equals(idOrPrefix + ".json"))
            .findFirst();
    if (exact.isPresent()) {
      return exact.get();
    }
    if (found.size() != 1) {
      throw new UnreadableRunException(folder, problem(idOrPrefix, found));
    }
    return found.get(0);
  }

  private static String problem(String prefix, List<Path> found) {
    String name = "\"" + PlainText.oneLine(prefix) + "\"";
    if (found.isEmpty()) {
      return "no run begins with "
          + name
          + ", and there is no such file; name a file, a run id or latest";
    }
    return found.size() + " runs begin with " + name + "; write more of the id";
  }
}
