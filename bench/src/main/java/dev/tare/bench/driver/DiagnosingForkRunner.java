package dev.tare.bench.driver;

import dev.tare.bench.plan.PlannedCell;
import dev.tare.fixtures.InvalidModelException;
import dev.tare.fixtures.catalog.Catalog;
import dev.tare.fixtures.catalog.Variant;
import dev.tare.fixtures.validate.Check;
import dev.tare.fixtures.validate.ModelValidator;
import dev.tare.fixtures.validate.ValidateOptions;
import dev.tare.results.run.Failure;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Looks at the model where a fork has failed: a native library that dies of a file says nothing of
 * it, and checking all files before a run would delay every start.
 */
final class DiagnosingForkRunner implements ForkRunner {
  private final ForkRunner forks;
  private final Catalog catalog;
  private final Map<Path, Optional<String>> problems = new HashMap<>();

  DiagnosingForkRunner(ForkRunner forks, Catalog catalog) {
    this.forks = forks;
    this.catalog = catalog;
  }

  @Override
  public ForkResult run(ForkRequest request) {
    return diagnosed(request, forks.run(request));
  }

  @Override
  public List<ForkResult> runPair(ForkRequest first, ForkRequest second) {
    List<ForkResult> results = forks.runPair(first, second);
    return List.of(diagnosed(first, results.get(0)), diagnosed(second, results.get(1)));
  }

  private ForkResult diagnosed(ForkRequest request, ForkResult result) {
    return result instanceof ForkResult.Failed failed
        ? new ForkResult.Failed(diagnosed(failed.failure(), request.slot().cell()))
        : result;
  }

  @Override
  public void kill() {
    forks.kill();
  }

  private Failure diagnosed(Failure failure, PlannedCell cell) {
    return catalog
        .family(cell.family())
        .flatMap(family -> family.variant(cell.variant()))
        .map(variant -> file(variant, cell))
        .flatMap(file -> problems.computeIfAbsent(file, DiagnosingForkRunner::problem))
        .map(problem -> new Failure(failure.reason() + "; " + problem, failure.logTail()))
        .orElse(failure);
  }

  private static Path file(Variant variant, PlannedCell cell) {
    return cell.arm().flatMap(arm -> arm.settings().model()).orElse(variant.file());
  }

  /** What the headers show to be wrong with a file. */
  static Optional<String> problem(Path file) {
    try {
      return ModelValidator.validate(file, ValidateOptions.HEADERS, bytes -> {}).stream()
          .flatMap(report -> report.checks().stream())
          .filter(check -> check.outcome() == Check.Outcome.FAILED)
          .findFirst()
          .map(check -> "the model is not sound: " + check.name() + ": " + check.detail());
    } catch (InvalidModelException e) {
      return Optional.of(e.getMessage());
    }
  }
}
