package dev.tare.bench.plan;

import dev.tare.bench.engine.EngineOption;
import dev.tare.fixtures.catalog.Catalog;
import dev.tare.fixtures.catalog.Modality;
import dev.tare.results.run.Arm;
import dev.tare.results.run.CellArm;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Makes two cells of each cell of a plan, one for each arm. Cells that no setting changes are left
 * out: measuring them twice would tell nothing.
 */
public final class ArmExpansion {
  /** What exact results need as well: fewer pairs bound nothing. */
  private static final int LEAST_PAIRS = 6;

  private final VersusSpec spec;
  private final Catalog catalog;
  private final Set<String> problems = new LinkedHashSet<>();

  /**
   * Prepares an expansion.
   *
   * @param spec the arms
   * @param catalog the families there are
   */
  public ArmExpansion(VersusSpec spec, Catalog catalog) {
    this.spec = spec;
    this.catalog = catalog;
  }

  /**
   * The cells of both arms, each pair's one after the other.
   *
   * @param planned the cells as configured
   * @param blocks how many blocks the run has
   * @throws PlanException when a setting changes none of the cells or does not fit one
   */
  public List<PlannedCell> cells(List<PlannedCell> planned, int blocks) {
    checkUse(planned);
    checkModels(planned);
    List<PlannedCell> cells = new ArrayList<>();
    for (PlannedCell cell : planned) {
      if (isChanged(cell)) {
        int pairs = Math.min(blocks, Math.max(cell.blocks(), LEAST_PAIRS));
        int count = cell.entry().blocks().isPresent() ? pairs : blocks;
        cells.add(arm(cell, Arm.A, spec.a(), count));
        cells.add(arm(cell, Arm.B, spec.b(), count));
      }
    }
    if (!problems.isEmpty()) {
      throw new PlanException(List.copyOf(problems));
    }
    return cells;
  }

  private boolean isChanged(PlannedCell cell) {
    boolean same = spec.a().values().isEmpty() && spec.b().values().isEmpty();
    return same || names().stream().anyMatch(name -> applies(name, cell));
  }

  private Set<String> names() {
    Set<String> names = new LinkedHashSet<>(spec.a().values().keySet());
    names.addAll(spec.b().values().keySet());
    return names;
  }

  private boolean applies(String name, PlannedCell cell) {
    BenchmarkSpec benchmark = cell.entry().benchmark();
    boolean text =
        catalog.family(cell.family()).map(f -> f.modality() == Modality.TEXT).orElse(false);
    Optional<EngineOption> option = EngineOption.of(name);
    if (option.isPresent()) {
      boolean llama = option.get().engine() == EngineOption.Engine.LLAMA;
      return benchmark.runsModel() && llama == text;
    }
    return switch (name) {
      case ArmSettings.LIBRARY ->
          text && benchmark.runsModel() || benchmark == BenchmarkSpec.QUANTIZE_GGUF;
      case ArmSettings.MODEL, ArmSettings.VARIANT, ArmSettings.JVM, ArmSettings.JVM_ARGUMENTS ->
          true;
      default -> benchmark.varies(name);
    };
  }

  private void checkUse(List<PlannedCell> planned) {
    for (String name : names()) {
      if (planned.stream().noneMatch(cell -> applies(name, cell))) {
        problem(name + " changes nothing about these cells; choose others with --only");
      }
    }
  }

  /** One file cannot stand for several variants. */
  private void checkModels(List<PlannedCell> planned) {
    boolean replaced = spec.a().model().isPresent() || spec.b().model().isPresent();
    List<String> variants =
        planned.stream().map(cell -> cell.family() + "/" + cell.variant()).distinct().toList();
    if (replaced && variants.size() > 1) {
      problem(
          "model is one file, but the cells are of "
              + String.join(", ", variants)
              + "; choose one of them with --only");
    }
  }

  private PlannedCell arm(PlannedCell cell, String name, ArmSettings settings, int blocks) {
    Map<String, String> parameters = new TreeMap<>(cell.parameters());
    new LinkedHashMap<>(settings.parameters())
        .forEach(
            (parameter, value) -> {
              if (cell.entry().benchmark().varies(parameter)) {
                cell.entry().benchmark().problem(parameter, value).ifPresent(this::problem);
                parameters.put(parameter, value);
              }
            });
    String variant = settings.variant().orElse(cell.variant());
    if (catalog.family(cell.family()).flatMap(family -> family.variant(variant)).isEmpty()) {
      problem("family " + cell.family() + " has no variant " + variant);
    }
    checkLibraryName(cell, settings);
    boolean inTurns = cell.entry().benchmark().becomesSteady();
    PlannedArm arm = new PlannedArm(new CellArm(name, cell.id(), inTurns), settings);
    return new PlannedCell(
        inTurns ? cell.entry().inTurns() : cell.entry(),
        cell.family(),
        variant,
        parameters,
        blocks,
        Optional.of(arm));
  }

  private void checkLibraryName(PlannedCell cell, ArmSettings settings) {
    String name = System.mapLibraryName("jllama");
    boolean misnamed =
        settings.library().map(file -> !file.getFileName().toString().equals(name)).orElse(false);
    if (misnamed && cell.entry().benchmark() == BenchmarkSpec.GENERATE) {
      problem(
          "java-llama.cpp loads only a library called "
              + name
              + "; rename it, or leave GenerationBenchmark out with --only");
    }
  }

  private void problem(String what) {
    problems.add("--versus " + spec.text() + ": " + what);
  }
}
