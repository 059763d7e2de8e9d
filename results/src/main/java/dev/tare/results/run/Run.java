package dev.tare.results.run;

import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The document of one execution. Everything later steps know about the execution stands here.
 *
 * @param id UTC start and a short random part, for instance {@code 20261120T225300Z-1a2b3c}
 * @param status how far it has come
 * @param startedAt when the first fork started
 * @param finishedAt when the last fork ended; empty while running
 * @param tool name → version of what measured: {@code tare}, {@code jmh}, {@code java}, …
 * @param plan what it set out to do
 * @param machine where it ran
 * @param models which files it measured
 * @param cells what was measured
 * @param warnings doubts about the whole run, one line each
 * @param roofline how fast the machine was found to be, and how much the models ask of it
 * @param versus the two arms, when the run compares two things with each other
 */
public record Run(
    String id,
    RunStatus status,
    Instant startedAt,
    Optional<Instant> finishedAt,
    Map<String, String> tool,
    Plan plan,
    Machine machine,
    List<ModelIdentity> models,
    List<Cell> cells,
    List<String> warnings,
    Roofline roofline,
    Optional<Versus> versus) {
  /** Name of the document's schema, in every document. */
  public static final String SCHEMA = "tare-run";

  /** Version of the document's schema, in every document. */
  public static final int SCHEMA_VERSION = 1;

  /** What a run id looks like. */
  static final String ID = "[0-9A-Za-z-]{1,64}";

  /**
   * Copies and checks.
   *
   * @throws IllegalArgumentException when something is missing, a model or cell appears twice, or a
   *     cell belongs to an arm that the run does not have
   */
  public Run {
    if (id == null || !id.matches(ID)) {
      throw new IllegalArgumentException("a run id is letters, digits and dashes, got " + id);
    }
    if (status == null || startedAt == null || plan == null || machine == null) {
      throw new IllegalArgumentException("a run needs status, startedAt, plan and machine");
    }
    finishedAt = finishedAt == null ? Optional.empty() : finishedAt;
    tool = Collections.unmodifiableMap(new TreeMap<>(tool == null ? Map.of() : tool));
    models = models == null ? List.of() : List.copyOf(models);
    cells = cells == null ? List.of() : List.copyOf(cells);
    warnings = warnings == null ? List.of() : List.copyOf(warnings);
    roofline = roofline == null ? Roofline.NONE : roofline;
    versus = versus == null ? Optional.empty() : versus;
    rejectArms(versus.isPresent(), cells);
    rejectTwice("model", models.stream().map(model -> model.family() + "/" + model.variant()));
    rejectTwice("cell", cells.stream().map(Cell::id));
  }

  /** A run without arms, on a machine whose limits were not measured. */
  public Run(
      String id,
      RunStatus status,
      Instant startedAt,
      Optional<Instant> finishedAt,
      Map<String, String> tool,
      Plan plan,
      Machine machine,
      List<ModelIdentity> models,
      List<Cell> cells,
      List<String> warnings) {
    this(
        id,
        status,
        startedAt,
        finishedAt,
        tool,
        plan,
        machine,
        models,
        cells,
        warnings,
        Roofline.NONE,
        Optional.empty());
  }

  /** A run with arms, on a machine whose limits were not measured. */
  public Run(
      String id,
      RunStatus status,
      Instant startedAt,
      Optional<Instant> finishedAt,
      Map<String, String> tool,
      Plan plan,
      Machine machine,
      List<ModelIdentity> models,
      List<Cell> cells,
      List<String> warnings,
      Optional<Versus> versus) {
    this(
        id,
        status,
        startedAt,
        finishedAt,
        tool,
        plan,
        machine,
        models,
        cells,
        warnings,
        Roofline.NONE,
        versus);
  }

  /** The same run with what else was found out about the machine. */
  public Run with(Machine examined, Roofline measured) {
    return new Run(
        id,
        status,
        startedAt,
        finishedAt,
        tool,
        plan,
        examined,
        models,
        cells,
        warnings,
        measured,
        versus);
  }

  private static void rejectArms(boolean wanted, List<Cell> cells) {
    for (Cell cell : cells) {
      if (cell.arm().isPresent() != wanted) {
        throw new IllegalArgumentException(
            "cell "
                + cell.id()
                + (wanted
                    ? " belongs to no arm"
                    : " belongs to an arm that the run does not have"));
      }
    }
  }

  /** The identity of one measured file, when the run names it. */
  public Optional<ModelIdentity> model(String family, String variant) {
    return models.stream()
        .filter(model -> model.family().equals(family) && model.variant().equals(variant))
        .findFirst();
  }

  private static void rejectTwice(String what, Stream<String> names) {
    Set<String> seen = new HashSet<>();
    names.forEach(
        name -> {
          if (!seen.add(name)) {
            throw new IllegalArgumentException(what + " " + name + " appears twice");
          }
        });
  }
}
