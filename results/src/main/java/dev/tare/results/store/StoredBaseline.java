package dev.tare.results.store;

import dev.tare.results.run.Machine;
import dev.tare.results.run.Run;
import java.nio.file.Path;

/**
 * What there is to know of a baseline without its measurements.
 *
 * @param file the document
 * @param machine the machine
 * @param suite the suite's name
 * @param accepted the acceptance that holds
 */
public record StoredBaseline(Path file, Machine machine, String suite, Acceptance accepted) {
  static StoredBaseline of(Path file) {
    Baseline baseline = BaselineFile.read(file);
    Run run = baseline.run();
    return new StoredBaseline(file, run.machine(), run.plan().suite(), baseline.accepted());
  }
}
