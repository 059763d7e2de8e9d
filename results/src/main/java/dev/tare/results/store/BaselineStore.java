package dev.tare.results.store;

import dev.tare.results.document.AtomicFile;
import dev.tare.results.document.PlainText;
import dev.tare.results.document.UnwritableFileException;
import dev.tare.results.run.Run;
import dev.tare.results.run.VersusRunException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The folder of baselines, one file for each machine fingerprint and suite. */
public final class BaselineStore {
  private static final int MOST_ACCEPTANCES = 100;

  private final Path folder;

  /**
   * A store; the folder need not exist.
   *
   * @param folder where the files lie
   */
  public BaselineStore(Path folder) {
    this.folder = folder;
  }

  /**
   * Where the baseline of a machine and suite lies or would lie. Where a file system takes {@code
   * Nightly} and {@code nightly} for one name, the second of them gets another.
   *
   * @param fingerprint the machine's fingerprint
   * @param suite the suite's name; characters that do not belong into a file name are replaced
   */
  public Path pathOf(String fingerprint, String suite) {
    Path first = firstPath(fingerprint, suite);
    try {
      boolean taken = read(first).filter(other -> differsByCase(other, suite)).isPresent();
      return taken ? secondPath(fingerprint, suite) : first;
    } catch (UnreadableRunException e) {
      // Said by whoever uses the file.
      return first;
    }
  }

  private Path firstPath(String fingerprint, String suite) {
    return safe(suite).equals(suite)
        ? folder.resolve(fingerprint + "-" + suite + ".json")
        : secondPath(fingerprint, suite);
  }

  private Path secondPath(String fingerprint, String suite) {
    String hash = Integer.toHexString(suite.hashCode());
    return folder.resolve(fingerprint + "-" + safe(suite) + "-" + hash + ".json");
  }

  private static String safe(String suite) {
    return suite.replaceAll("[^0-9A-Za-z._-]", "_");
  }

  private static Optional<Baseline> read(Path file) {
    return Files.exists(file) ? Optional.of(BaselineFile.read(file)) : Optional.empty();
  }

  private static boolean differsByCase(Baseline baseline, String suite) {
    String other = baseline.run().plan().suite();
    return !other.equals(suite) && other.equalsIgnoreCase(suite);
  }

  /**
   * The baseline of a machine and suite.
   *
   * @param fingerprint the machine's fingerprint
   * @param suite the suite's name
   * @throws UnreadableRunException when there is one that cannot be used
   */
  public Optional<Baseline> find(String fingerprint, String suite) {
    Path file = firstPath(fingerprint, suite);
    Optional<Baseline> found = read(file);
    if (found.filter(other -> differsByCase(other, suite)).isPresent()) {
      file = secondPath(fingerprint, suite);
      found = read(file);
    }
    if (found.isPresent()) {
      refuseMisnamed(file, found.get().run(), fingerprint, suite);
    }
    return found;
  }

  private static void refuseMisnamed(Path file, Run held, String fingerprint, String suite) {
    String machine = held.machine().fingerprint();
    if (!machine.equals(fingerprint) || !held.plan().suite().equals(suite)) {
      throw new UnreadableRunException(
          file,
          "is named after another machine or suite than it holds: "
              + machine
              + " and "
              + PlainText.oneLine(held.plan().suite())
              + "; give it back its name, or remove it");
    }
  }

  /**
   * Every baseline file, by name.
   *
   * @throws UnreadableRunException when the folder cannot be read
   */
  public List<Path> list() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().matches("[0-9a-f]{16}-.+\\.json"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UnreadableRunException(folder, "cannot be listed: " + e.getMessage());
    }
  }

  /**
   * Every baseline, by the name of its file.
   *
   * @throws UnreadableRunException when the folder or one of them cannot be read
   */
  public List<StoredBaseline> all() {
    return list().stream().map(StoredBaseline::of).toList();
  }

  /**
   * Makes a run the baseline of its machine and suite. Earlier acceptances stay in the file.
   *
   * @param run the run
   * @param by who accepts it
   * @param at when
   * @param why the reason; may be empty
   * @param force whether a failed, incomplete or disturbed run is accepted too
   * @return the file
   * @throws VersusRunException when the run compares two arms
   * @throws AcceptRefusedException when the run is not fit and {@code force} is not set
   * @throws UnreadableRunException when the present baseline cannot be read and {@code force} is
   *     not set
   * @throws UnwritableFileException when the file cannot be written
   */
  public Path accept(Run run, String by, Instant at, String why, boolean force) {
    VersusRunException.reject(run, "a baseline");
    List<String> doubts = AcceptanceDoubts.of(run);
    if (!doubts.isEmpty() && !force) {
      throw new AcceptRefusedException(
          "run "
              + run.id()
              + " "
              + String.join(" and ", doubts)
              + "; measure again, or accept it with --force");
    }
    Acceptance acceptance = new Acceptance(run.id(), by, at, why, !doubts.isEmpty());
    return FolderLock.holding(folder, () -> keep(run, acceptance, force));
  }

  private Path keep(Run run, Acceptance acceptance, boolean force) {
    Path file = pathOf(run.machine().fingerprint(), run.plan().suite());
    List<Acceptance> all = new ArrayList<>(List.of(acceptance));
    all.addAll(earlier(file, run, force));
    int kept = Math.min(all.size(), MOST_ACCEPTANCES);
    AtomicFile.removeUnfinished(file);
    BaselineFile.write(new Baseline(AcceptedRun.of(run), all.subList(0, kept)), file);
    return file;
  }

  private static List<Acceptance> earlier(Path file, Run run, boolean force) {
    try {
      Optional<Baseline> present = read(file);
      if (present.isEmpty()) {
        return List.of();
      }
      refuseMisnamed(file, present.get().run(), run.machine().fingerprint(), run.plan().suite());
      return present.get().acceptances();
    } catch (UnreadableRunException e) {
      if (force) {
        return List.of();
      }
      throw e;
    }
  }

  /**
   * Removes baselines that a rule gives up, such as those of machines that are no more.
   *
   * @param rule the rule
   * @param now the time
   * @param dryRun whether nothing is removed
   * @return what was removed, or would be; what was accepted first stands first
   * @throws UnreadableRunException when a baseline cannot be read; nothing is removed then
   * @throws UnwritableFileException when a file cannot be removed
   */
  public List<StoredBaseline> prune(Retention rule, Instant now, boolean dryRun) {
    if (dryRun || !Files.isDirectory(folder)) {
      return rule.givenUp(all(), now);
    }
    // Whoever accepts meanwhile waits, so that what was just accepted is not removed.
    return FolderLock.holding(
        folder,
        () -> {
          List<StoredBaseline> old = rule.givenUp(all(), now);
          old.forEach(each -> remove(each.file()));
          return old;
        });
  }

  private static void remove(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UnwritableFileException(file, e);
    }
  }
}
