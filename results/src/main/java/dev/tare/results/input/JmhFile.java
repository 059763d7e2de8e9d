package dev.tare.results.input;

import dev.tare.results.document.DocumentReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads what JMH writes with {@code -rf json}, one result at a time. A fork is a block, an
 * iteration a sample; score, error, interval and percentiles of the file are derived figures and
 * not read.
 */
final class JmhFile {
  private static final String SUITE = "jmh";

  private final Room room = new Room();
  private final JmhEntryReader reader = new JmhEntryReader(room);
  private final List<ForeignCell> cells = new ArrayList<>();
  private final Set<String> ids = new HashSet<>();
  private final Distinct settings = new Distinct();
  private final JmhWarnings warnings = new JmhWarnings();

  private JmhFile() {}

  /**
   * Reads a file.
   *
   * @throws dev.tare.results.document.UnreadableDocumentException when it is not what JMH writes, a
   *     unit does not convert, a result appears twice or a value is out of its range
   */
  static ForeignResults read(Path file) {
    JmhFile results = new JmhFile();
    return DocumentReader.readStreamed(file, results::results);
  }

  private ForeignResults results(DocumentReader in) {
    in.each(result -> reader.read(result, entry -> add(in, entry)));
    return new ForeignResults(
        SUITE, settings.texts(), cells, warnings.texts(), Optional.empty(), Optional.empty());
  }

  private void add(DocumentReader in, JmhEntry entry) {
    ForeignCell cell = JmhCell.of(entry);
    room.take(in, latencyBytes(cell));
    if (!ids.add(cell.id())) {
      throw new IllegalArgumentException(
          "result " + cell.cell().id() + " appears twice; keep one of them, or one file for each");
    }
    cells.add(cell);
    settings.add(entry.settings());
    warnings.add(entry, cell.cell());
    room.give(entry.countBytes());
  }

  /** What is kept of the histograms once their counts are gone. */
  private static long latencyBytes(ForeignCell cell) {
    return cell.cell().metrics().stream()
        .flatMap(metric -> metric.blocks().stream())
        .flatMap(block -> block.latencies().stream())
        .mapToLong(latencies -> Room.OBJECT_BYTES + latencies.encoded().length())
        .sum();
  }
}
