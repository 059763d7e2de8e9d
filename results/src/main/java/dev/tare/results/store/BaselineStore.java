package dev.tare.results.store;

import com.fasterxml.jackson.databind.node.NullNode;
import dev.tare.results.document.UnwritableFileException;
import dev.tare.results.run.Cell;
import dev.tare.results.run.Failure;
import dev.tare.results.run.Fork;
import dev.tare.results.run.Machine;
import dev.tare.results.run.Plan;
import dev.tare.results.run.Run;
import dev.tare.results.run.RunStatus;
import dev.tare.results.run.VersusRunException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
    String safe = suite.replaceAll("[^0-9A-Za-z._-]", "_");
    String hash = "-" + Integer.toHexString(suite.hashCode());
    Path plain = folder.resolve(fingerprint + "-" + safe + ".json");
    boolean taken = !safe.equals(suite) || isOfAnotherCase(plain, suite);
    return taken ? folder.resolve(fingerprint + "-" + safe + hash + ".json") : plain;
  }

  private static boolean isOfAnotherCase(Path file, String suite) {
    if (!Files.exists(file)) {
      return false;
    }
    try {
      String other = BaselineFile.read(file).run().plan().suite();
      return !other.equals(suite) && other.equalsIgnoreCase(suite);
    } catch (UnreadableRunException e) {
      // Said by whoever uses the file.
      return false;
    }
  }

  /**
   * The baseline of a machine and suite.
   *
   * @param fingerprint the machine's fingerprint
   * @param suite the suite's name
   * @throws UnreadableRunException when there is one that cannot be used
   */
  public Optional<Baseline> find(String fingerprint, String suite) {
    Path file = pathOf(fingerprint, suite);
    return Files.exists(file) ? Optional.of(BaselineFile.read(file)) : Optional.empty();
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
   * Makes a run the baseline of its machine and suite. Earlier acceptances stay in the file.
   *
   * @param run the run
   * @param by who accepts it
   * @param at when
   * @param why the reason; may be empty
   * @param force whether a failed or incomplete run is accepted too
   * @return the file
   * @throws VersusRunException when the run compares two arms
   * @throws AcceptRefusedException when the run is not fit and {@code force} is not set
   * @throws UnreadableRunException when the present baseline cannot be read and {@code force} is
   *     not set
   * @throws UnwritableFileException when the file cannot be written
   */
  public Path accept(Run run, String by, Instant at, String why, boolean force) {
    VersusRunException.reject(run, "a baseline");
    Optional<String> doubt = doubt(run);
    if (doubt.isPresent() && !force) {
      throw new AcceptRefusedException(
          "run " + run.id() + " " + doubt.get() + "; measure again, or accept it with --force");
    }
    Path file = pathOf(run.machine().fingerprint(), run.plan().suite());
    Acceptance acceptance = new Acceptance(run.id(), by, at, why, doubt.isPresent());
    return FolderLock.holding(
        folder,
        () -> {
          List<Acceptance> all = new ArrayList<>(List.of(acceptance));
          all.addAll(earlier(file, force));
          int kept = Math.min(all.size(), MOST_ACCEPTANCES);
          BaselineFile.write(new Baseline(trimmed(run), all.subList(0, kept)), file);
          return file;
        });
  }

  private static List<Acceptance> earlier(Path file, boolean force) {
    if (!Files.exists(file)) {
      return List.of();
    }
    try {
      return BaselineFile.read(file).acceptances();
    } catch (UnreadableRunException e) {
      if (force) {
        return List.of();
      }
      throw e;
    }
  }

  private static Optional<String> doubt(Run run) {
    long failed = run.cells().stream().mapToLong(cell -> cell.failedForks().size()).sum();
    if (failed > 0) {
      return Optional.of("has " + failed + (failed == 1 ? " failed fork" : " failed forks"));
    }
    if (run.status() != RunStatus.COMPLETE) {
      return Optional.of("is " + run.status().id() + ", not complete");
    }
    return run.cells().isEmpty() ? Optional.of("has no cells") : Optional.empty();
  }

  /** Without host names, log lines and the driver's settings: nothing of them is compared. */
  private static Run trimmed(Run run) {
    return new Run(
        run.id(),
        run.status(),
        run.startedAt(),
        run.finishedAt(),
        run.tool(),
        new Plan(
            run.plan().suite(), run.plan().seed(), run.plan().blocks(), NullNode.getInstance()),
        new Machine(run.machine().identity(), Map.of()),
        run.models(),
        run.cells().stream().map(BaselineStore::trimmed).toList(),
        run.warnings());
  }

  private static Cell trimmed(Cell cell) {
    return cell.withSamples(
        cell.failedForks().stream().map(BaselineStore::trimmed).toList(),
        cell.metrics(),
        cell.absent());
  }

  private static Fork trimmed(Fork fork) {
    Optional<Failure> failure = fork.failure().map(each -> new Failure(each.reason(), List.of()));
    return new Fork(fork.block(), fork.order(), fork.wallTimeNs(), failure);
  }
}
