package dev.tare.results.input;

import dev.tare.results.document.DocumentReader;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads what llama-bench writes, one test at a time. A repetition is a sample; all repetitions of a
 * test come from one process, so they are one block. Lines ({@code -o jsonl}) of several processes
 * can be appended to one file: each process is a block.
 */
final class LlamaBenchFile {
  private static final String SUITE = "llama-bench";

  private final Room room = new Room();
  private final LlamaBenchEntryReader reader = new LlamaBenchEntryReader(room);
  private final boolean lines;
  private final Map<String, List<LlamaBenchEntry>> cells = new LinkedHashMap<>();
  private final Set<LlamaBenchEntry> entries = new HashSet<>();
  private final Distinct tools = new Distinct();
  private Optional<Instant> first = Optional.empty();
  private Optional<Instant> last = Optional.empty();

  private LlamaBenchFile(boolean lines) {
    this.lines = lines;
  }

  /**
   * Reads a file.
   *
   * @param file the file
   * @param lines whether tests stand one after the other, and not in an array
   * @throws dev.tare.results.document.UnreadableDocumentException when it is not what llama-bench
   *     writes, a test appears twice or a value is out of its range
   */
  static ForeignResults read(Path file, boolean lines) {
    LlamaBenchFile results = new LlamaBenchFile(lines);
    return DocumentReader.readStreamed(file, results::results);
  }

  private ForeignResults results(DocumentReader in) {
    if (lines) {
      in.lines(test -> reader.read(test, this::add));
    } else {
      in.each(test -> reader.read(test, this::add));
    }
    List<ForeignCell> all = new ArrayList<>();
    cells.values().forEach(same -> all.add(same.get(0).cell(same)));
    return new ForeignResults(SUITE, tools.texts(), all, warnings(all), first, last);
  }

  private void add(LlamaBenchEntry entry) {
    checkHardware(entry);
    List<LlamaBenchEntry> same = cells.computeIfAbsent(entry.id(), id -> new ArrayList<>());
    if (!entries.add(entry) || !lines && !same.isEmpty()) {
      throw new IllegalArgumentException("test " + entry.cellId() + " appears twice");
    }
    same.add(entry);
    entry.build().ifPresent(build -> tools.add(Map.of("llama.cpp", build)));
    entry.startedAt().ifPresent(this::timed);
  }

  private void checkHardware(LlamaBenchEntry entry) {
    Map<String, String> before =
        entries.isEmpty() ? entry.platform() : cells.values().iterator().next().get(0).platform();
    for (String name : LlamaBenchSettings.HARDWARE) {
      String other = before.getOrDefault(name, "absent");
      String text = entry.platform().getOrDefault(name, "absent");
      if (!text.equals(other)) {
        throw new IllegalArgumentException(
            name
                + " is "
                + text
                + ", but "
                + other
                + " in the first test: a file is of one machine");
      }
    }
  }

  private void timed(Instant time) {
    first = Optional.of(first.filter(earliest -> earliest.isBefore(time)).orElse(time));
    last = Optional.of(last.filter(latest -> latest.isAfter(time)).orElse(time));
  }

  private static List<String> warnings(List<ForeignCell> all) {
    long single = all.stream().filter(cell -> cell.cell().plannedBlocks() == 1).count();
    return single == 0
        ? List.of()
        : List.of(
            single
                + " of "
                + all.size()
                + " tests come from one process, which shows no spread; append three runs of"
                + " llama-bench or more to one file with -o jsonl");
  }
}
