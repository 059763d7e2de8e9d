package dev.tare.results.verdict;

import dev.tare.results.run.Cell;
import dev.tare.results.run.ModelIdentity;
import dev.tare.results.run.SeriesId;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a metric belongs to: a cell, or a model file.
 *
 * @param benchmark the cell's benchmark; empty for a model file
 * @param family the model family
 * @param variant the variant of the family
 * @param parameters the cell's parameters, sorted
 */
public record Subject(
    Optional<String> benchmark, String family, String variant, Map<String, String> parameters) {
  /** Copies the parameters. */
  public Subject {
    parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
  }

  static Subject of(Cell cell) {
    return new Subject(
        Optional.of(cell.benchmark()), cell.family(), cell.variant(), cell.parameters());
  }

  static Subject of(ModelIdentity model) {
    return new Subject(Optional.empty(), model.family(), model.variant(), Map.of());
  }

  /** What a series is of. */
  public static Subject of(SeriesId series) {
    return new Subject(
        Optional.of(series.benchmark()), series.family(), series.variant(), series.parameters());
  }

  /** One line: family/variant, benchmark or {@code model file}, parameters. Not escaped. */
  public String label() {
    StringBuilder label = new StringBuilder(family + "/" + variant);
    label.append(' ').append(benchmark.orElse("model file"));
    parameters.forEach((name, value) -> label.append(' ').append(name).append('=').append(value));
    return label.toString();
  }
}
