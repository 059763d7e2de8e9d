package dev.tare.results.run;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * One benchmark of one variant with one set of parameters, and what was measured.
 *
 * @param benchmark simple class and method name, for instance {@code
 *     TokenGenerationBenchmark.decode}; full ones in results of other harnesses
 * @param family the model family
 * @param variant the variant of the family
 * @param parameters the remaining parameters by name, sorted; values as text
 * @param plannedBlocks how many blocks should hold this cell, 1 or more
 * @param forks every fork that was started, by block
 * @param metrics what was measured, by name
 * @param absent what could not be measured and why
 * @param stop how it ended, when its number of blocks was not fixed beforehand
 * @param arm the arm it belongs to, in a run that compares two things; else empty
 */
public record Cell(
    String benchmark,
    String family,
    String variant,
    Map<String, String> parameters,
    int plannedBlocks,
    List<Fork> forks,
    List<Metric> metrics,
    List<Absent> absent,
    Optional<Stop> stop,
    Optional<CellArm> arm) {
  /**
   * Copies and checks.
   *
   * @throws IllegalArgumentException when a name is blank, plannedBlocks is below 1, or a metric
   *     appears twice
   */
  public Cell {
    if (blank(benchmark) || blank(family) || blank(variant)) {
      throw new IllegalArgumentException("a cell needs a benchmark, a family and a variant");
    }
    if (plannedBlocks < 1) {
      throw new IllegalArgumentException("plannedBlocks must be 1 or more, got " + plannedBlocks);
    }
    parameters =
        Collections.unmodifiableMap(new TreeMap<>(parameters == null ? Map.of() : parameters));
    forks = forks == null ? List.of() : List.copyOf(forks);
    metrics = metrics == null ? List.of() : List.copyOf(metrics);
    absent = absent == null ? List.of() : List.copyOf(absent);
    stop = stop == null ? Optional.empty() : stop;
    arm = arm == null ? Optional.empty() : arm;
    Set<String> names = new HashSet<>();
    for (Metric metric : metrics) {
      if (!names.add(metric.kind().name())) {
        throw new IllegalArgumentException("metric " + metric.kind().name() + " appears twice");
      }
    }
  }

  /** A cell with a fixed number of blocks, of a run without arms. */
  public Cell(
      String benchmark,
      String family,
      String variant,
      Map<String, String> parameters,
      int plannedBlocks,
      List<Fork> forks,
      List<Metric> metrics,
      List<Absent> absent) {
    this(
        benchmark,
        family,
        variant,
        parameters,
        plannedBlocks,
        forks,
        metrics,
        absent,
        Optional.empty(),
        Optional.empty());
  }

  /** The same cell with other samples. */
  public Cell withSamples(List<Fork> newForks, List<Metric> newMetrics, List<Absent> newAbsent) {
    return new Cell(
        benchmark,
        family,
        variant,
        parameters,
        plannedBlocks,
        newForks,
        newMetrics,
        newAbsent,
        stop,
        arm);
  }

  /** The same cell with another number of planned blocks. */
  public Cell withPlannedBlocks(int blocks) {
    return new Cell(
        benchmark, family, variant, parameters, blocks, forks, metrics, absent, stop, arm);
  }

  /** The same cell with another end. */
  public Cell withStop(Optional<Stop> newStop) {
    return new Cell(
        benchmark,
        family,
        variant,
        parameters,
        plannedBlocks,
        forks,
        metrics,
        absent,
        newStop,
        arm);
  }

  private static boolean blank(String text) {
    return text == null || text.isBlank();
  }

  /**
   * What identifies the cell in every run: benchmark, family/variant and parameters. In a run with
   * arms it is the planned cell's id and the arm.
   */
  public String id() {
    return arm.map(CellArm::cellId).orElseGet(this::plainId);
  }

  private String plainId() {
    StringBuilder id = new StringBuilder(benchmark + " " + family + "/" + variant);
    parameters.forEach((name, value) -> id.append(' ').append(name).append('=').append(value));
    return id.toString();
  }

  /** The metric of that name, when it was measured. */
  public Optional<Metric> metric(String name) {
    return metrics.stream().filter(metric -> metric.kind().name().equals(name)).findFirst();
  }

  /** The forks without samples, in the order in which they were started. */
  public List<Fork> failedForks() {
    return forks.stream().filter(fork -> fork.failure().isPresent()).toList();
  }
}
