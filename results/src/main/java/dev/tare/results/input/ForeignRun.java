package dev.tare.results.input;

import com.fasterxml.jackson.databind.node.NullNode;
import dev.tare.results.run.Cell;
import dev.tare.results.run.Machine;
import dev.tare.results.run.Plan;
import dev.tare.results.run.Run;
import dev.tare.results.run.RunStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Makes a run of what a file holds and of the machine that it came from. */
final class ForeignRun {
  private final ForeignResults results;

  private ForeignRun(ForeignResults results) {
    this.results = results;
  }

  /**
   * The run. What the whole file says of one JVM or one build is part of the machine's identity, as
   * Tare's own runs have it; where the file holds several, it is a parameter of each cell.
   *
   * @param file the file, whose name gives the run its id, and its date when nothing else does
   * @param results what it holds
   * @param machine what the machine is known by
   * @throws IOException when the file cannot be read again
   * @throws IllegalArgumentException when the machine is not the one that the file names, or the
   *     file is of several
   */
  static Run of(Path file, ForeignResults results, Map<String, String> machine) throws IOException {
    ForeignRun run = new ForeignRun(results);
    FileLabel label = new FileLabel(file);
    Instant startedAt = results.startedAt().isPresent() ? results.startedAt().get() : label.time();
    Map<String, String> tool = new TreeMap<>(results.tool());
    label.commit().ifPresent(commit -> tool.put("commit", commit));
    Set<String> varying = run.varying();
    List<Cell> cells = results.cells().stream().map(cell -> cell.with(varying)).toList();
    return new Run(
        label.id(),
        status(cells),
        startedAt,
        results.finishedAt(),
        tool,
        new Plan(results.suite(), 0, blocks(cells), NullNode.getInstance()),
        new Machine(run.identity(machine, varying), Map.of("file", file.getFileName().toString())),
        List.of(),
        cells,
        results.warnings());
  }

  private static RunStatus status(List<Cell> cells) {
    boolean whole = cells.stream().allMatch(cell -> cell.failedForks().isEmpty());
    return whole ? RunStatus.COMPLETE : RunStatus.INCOMPLETE;
  }

  private static int blocks(List<Cell> cells) {
    return cells.stream().mapToInt(Cell::plannedBlocks).max().orElse(1);
  }

  /** Fields of the platform in which the cells differ, one of them lacking it perhaps. */
  private Set<String> varying() {
    Set<String> names = new TreeSet<>();
    results.cells().forEach(cell -> names.addAll(cell.platform().keySet()));
    names.removeIf(name -> results.cells().stream().map(c -> of(c, name)).distinct().count() == 1);
    return names;
  }

  private static Optional<String> of(ForeignCell cell, String name) {
    return Optional.ofNullable(cell.platform().get(name));
  }

  private Map<String, String> identity(Map<String, String> machine, Set<String> varying) {
    Map<String, String> identity = new TreeMap<>(machine);
    Map<String, String> stated = new TreeMap<>(results.cells().get(0).platform());
    stated.keySet().removeAll(varying);
    stated.forEach(
        (name, value) -> {
          String other = identity.put(name, value);
          if (other != null && !other.equals(value)) {
            throw new IllegalArgumentException(
                name + " is " + value + " in the file, but " + other + " is said beside it");
          }
        });
    return identity;
  }
}
