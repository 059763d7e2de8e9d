package dev.tare.bench.driver;

import dev.tare.bench.plan.ArmExpansion;
import dev.tare.bench.plan.Expansion;
import dev.tare.bench.plan.PlannedCell;
import dev.tare.bench.plan.Suite;
import dev.tare.fixtures.catalog.BuildListener;
import dev.tare.fixtures.catalog.Catalog;
import dev.tare.fixtures.catalog.Family;
import dev.tare.fixtures.catalog.ModelCache;
import dev.tare.fixtures.catalog.ModelVerifier;
import dev.tare.fixtures.catalog.Variant;
import dev.tare.fixtures.catalog.VerifiedModel;
import dev.tare.results.run.ModelIdentity;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Everything that must be in order before the first fork: the suite, the models, the cells.
 *
 * @param suite what to measure
 * @param catalog the families that can be measured
 * @param cells the plan's cells
 * @param models the files to measure, verified
 * @param arms the two things to compare, when the run compares two
 */
public record Preparation(
    Suite suite,
    Catalog catalog,
    List<PlannedCell> cells,
    List<ModelIdentity> models,
    Optional<PreparedArms> arms) {
  /** The value of {@code --models} that names the small families. */
  public static final String TINY = "tiny";

  /** Copies the lists. */
  public Preparation {
    cells = List.copyOf(cells);
    models = List.copyOf(models);
  }

  /**
   * Resolves a request; builds the built-in models when they are not there yet.
   *
   * @param request what was asked for
   * @param listener hears of models being built
   * @throws dev.tare.bench.plan.PlanException when the suite or the choice of cells is wrong
   * @throws dev.tare.fixtures.catalog.CatalogException when the models' list is wrong
   * @throws dev.tare.fixtures.InvalidModelException when a model file is
   */
  public static Preparation of(RunRequest request, BuildListener listener) {
    Suite suite = request.suite();
    if (suite.builtIn() && request.hasOwnModels()) {
      // The built-in suites name variants of the built-in families.
      suite = suite.withAllVariants();
    }
    request.pattern();
    Catalog catalog = catalog(request.models(), listener);
    List<PlannedCell> cells = new Expansion(suite, catalog, request.pattern()).cells();
    return request.versus().isPresent()
        ? inArms(request, request.versus().get(), suite, catalog, cells)
        : new Preparation(suite, catalog, cells, identities(catalog, cells), Optional.empty());
  }

  private static Preparation inArms(
      RunRequest request,
      VersusRequest versus,
      Suite suite,
      Catalog catalog,
      List<PlannedCell> planned) {
    ArmExpansion expansion = new ArmExpansion(versus.arms(), catalog);
    PairPlan plan =
        PairPlan.of(request, suite, expansion.cells(planned, 1), cell -> fileBytes(catalog, cell));
    List<PlannedCell> cells = expansion.cells(planned, plan.blocks());
    PreparedArms.Subject subject =
        new PreparedArms.Subject(planned.get(0).family(), planned.get(0).variant());
    return new Preparation(
        suite.withBlocks(plan.blocks()),
        catalog,
        cells,
        identities(catalog, cells),
        Optional.of(PreparedArms.of(versus, catalog, subject).with(plan.doubt())));
  }

  private static long fileBytes(Catalog catalog, PlannedCell cell) {
    return catalog
        .family(cell.family())
        .flatMap(family -> family.variant(cell.variant()))
        .map(variant -> variant.file().toFile().length())
        .orElse(0L);
  }

  /** The families that {@code --models} names. */
  public static Catalog catalog(Optional<String> models, BuildListener listener) {
    if (models.isEmpty()) {
      return Catalog.builtIn(ModelCache.standard(), listener);
    }
    return models.get().equals(TINY)
        ? Catalog.tiny(ModelCache.standard(), listener)
        : Catalog.fromYaml(Path.of(models.get()));
  }

  private static List<ModelIdentity> identities(Catalog catalog, List<PlannedCell> cells) {
    List<ModelIdentity> identities = new ArrayList<>();
    for (Family family : catalog.families()) {
      for (Variant variant : family.variants()) {
        if (measured(cells, family, variant)) {
          identities.add(identity(ModelVerifier.verify(family, variant)));
        }
      }
    }
    return identities;
  }

  private static boolean measured(List<PlannedCell> cells, Family family, Variant variant) {
    return cells.stream()
        .anyMatch(
            cell -> cell.family().equals(family.name()) && cell.variant().equals(variant.name()));
  }

  private static ModelIdentity identity(VerifiedModel model) {
    return new ModelIdentity(
        model.family().name(),
        model.variant().name(),
        model.variant().format().id(),
        model.variant().reference(),
        model.variant().file().getFileName().toString(),
        model.fileSizeBytes(),
        model.tensorCount(),
        model.parameterCount(),
        model.sha256());
  }
}
