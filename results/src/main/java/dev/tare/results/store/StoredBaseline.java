package dev.tare.results.store;

import java.nio.file.Path;

/**
 * What there is to know of a baseline without its measurements.
 *
 * @param file the document
 * @param suite the suite's name
 * @param accepted the acceptance that holds
 */
public record StoredBaseline(Path file, String suite, Acceptance accepted) {
  static StoredBaseline of(Path file) {
    Baseline baseline = BaselineFile.read(file);
    return new StoredBaseline(file, baseline.run().plan().suite(), baseline.accepted());
  }
}
