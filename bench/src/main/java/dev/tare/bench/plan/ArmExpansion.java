package dev.tare.bench.plan;

import dev.tare.bench.engine.EngineOption;
import dev.tare.fixtures.catalog.Catalog;
import dev.tare.fixtures.catalog.Modality;
import dev.tare.fixtures.catalog.Variant;
import dev.tare.results.precision.FewestPairs;
import dev.tare.results.run.Arm;
import dev.tare.results.run.CellArm;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Makes two cells of each cell of a plan, one for each arm. Cells in which the arms do not differ
 * are left out, and so are those that come to the same two cells as another: measuring them would
 * tell nothing. Only arms that are the same by their words are measured nevertheless.
 */
public final class ArmExpansion {
  private final VersusSpec spec;
  private final Catalog catalog;
  private final TurnPlan turns;
  private final Set<String> problems = new LinkedHashSet<>();

  /**
   * Prepares an expansion.
   *
   * @param spec the arms
   * @param catalog the families there are
   */
  public ArmExpansion(VersusSpec spec, Catalog catalog) {
    this(spec, catalog, TurnPlan.here());
  }

  ArmExpansion(VersusSpec spec, Catalog catalog, TurnPlan turns) {
    this.spec = spec;
    this.catalog = catalog;
    this.turns = turns;
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
    Collection<Pair> pairs = pairs(planned);
    if (!problems.isEmpty()) {
      throw new PlanException(List.copyOf(problems));
    }
    int least = FewestPairs.of(PairBudget.metrics(pairs.stream().flatMap(Pair::cells).toList()));
    return pairs.stream()
        .flatMap(pair -> pair.in(blocks(pair.a(), blocks, least)).cells())
        .toList();
  }

  /** Results that repeat exactly need but few blocks; their memory needs as many as can tell. */
  private static int blocks(PlannedCell cell, int blocks, int least) {
    return cell.entry().blocks().isPresent()
        ? Math.min(blocks, Math.max(cell.blocks(), least))
        : blocks;
  }

  /** A planned cell in both arms. */
  private record Pair(PlannedCell a, PlannedCell b) {
    Stream<PlannedCell> cells() {
      return Stream.of(a, b);
    }

    Pair in(int blocks) {
      return new Pair(a.withBlocks(blocks), b.withBlocks(blocks));
    }

    /** What is measured, whatever cell it was planned as. */
    List<Object> content() {
      return List.of(
          a.entry().benchmark(),
          a.family(),
          a.variant(),
          a.parameters(),
          b.variant(),
          b.parameters());
    }
  }

  private Collection<Pair> pairs(List<PlannedCell> planned) {
    Map<List<Object>, Pair> pairs = new LinkedHashMap<>();
    boolean same = spec.a().equals(spec.b());
    for (PlannedCell cell : planned) {
      if (same || names().stream().anyMatch(name -> applies(name, cell))) {
        Pair pair = new Pair(arm(cell, Arm.A, spec.a()), arm(cell, Arm.B, spec.b()));
        if (same || differ(pair)) {
          pairs.putIfAbsent(pair.content(), inTurns(pair));
        }
      }
    }
    if (pairs.isEmpty() && problems.isEmpty()) {
      problem("the arms are the same in all of these cells; choose others with --only");
    }
    return pairs.values();
  }

  private boolean differ(Pair pair) {
    boolean settings =
        names().stream()
            .filter(name -> !ArmSettings.isParameter(name) && !name.equals(ArmSettings.VARIANT))
            .filter(name -> applies(name, pair.a()))
            .anyMatch(name -> !Objects.equals(value(spec.a(), name), value(spec.b(), name)));
    return settings
        || !pair.a().variant().equals(pair.b().variant())
        || !pair.a().parameters().equals(pair.b().parameters());
  }

  private static String value(ArmSettings settings, String name) {
    return settings.values().get(name);
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

  private PlannedCell arm(PlannedCell cell, String name, ArmSettings settings) {
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
    PlannedArm arm = new PlannedArm(new CellArm(name, cell.id(), false), settings);
    return new PlannedCell(
        cell.entry(), cell.family(), variant, parameters, cell.blocks(), Optional.of(arm));
  }

  /** The same pair with forks that take turns, where they can. */
  private Pair inTurns(Pair pair) {
    long a = modelBytes(pair.a());
    long b = modelBytes(pair.b());
    if (!turns.fits(pair.a().entry().benchmark(), a, b)) {
      return pair;
    }
    int count = TurnPlan.turns(Math.max(a, b));
    return new Pair(pair.a().inTurns(count), pair.b().inTurns(count));
  }

  private long modelBytes(PlannedCell cell) {
    Optional<Path> own = cell.arm().flatMap(arm -> arm.settings().model());
    return own.or(
            () ->
                catalog
                    .family(cell.family())
                    .flatMap(family -> family.variant(cell.variant()))
                    .map(Variant::file))
        .map(file -> file.toFile().length())
        .orElse(0L);
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
