package dev.tare.results.input;

import dev.tare.results.run.Cell;
import java.util.Map;
import java.util.TreeMap;

/**
 * A cell of a file that is not Tare's.
 *
 * @param cell the cell
 * @param platform what the file says of what ran it, by the file's names: part of the machine's
 *     identity, as long as all cells of the file agree
 */
record ForeignCell(Cell cell, Map<String, String> platform) {
  /** What tells it from others of its file. */
  String id() {
    return cell.id() + new TreeMap<>(platform);
  }

  /** The cell with these fields of its platform, where it has them, as parameters. */
  Cell with(Iterable<String> fields) {
    Map<String, String> parameters = new TreeMap<>(cell.parameters());
    for (String field : fields) {
      if (platform.containsKey(field)) {
        parameters.put(field, platform.get(field));
      }
    }
    return new Cell(
        cell.benchmark(),
        cell.family(),
        cell.variant(),
        parameters,
        cell.plannedBlocks(),
        cell.forks(),
        cell.metrics(),
        cell.absent());
  }
}
