package dev.tare.bench.survey;

import dev.tare.bench.engine.EngineException;
import dev.tare.bench.engine.ImageOptions;
import dev.tare.bench.engine.onnx.ProfiledRun;
import dev.tare.fixtures.InvalidModelException;
import dev.tare.fixtures.catalog.Catalog;
import dev.tare.fixtures.catalog.Family;
import dev.tare.fixtures.catalog.ImageInput;
import dev.tare.fixtures.catalog.Variant;
import dev.tare.fixtures.gguf.GgufFile;
import dev.tare.results.run.Absent;
import dev.tare.results.run.ModelWork;
import java.util.ArrayList;
import java.util.List;

/** Finds out what models ask of a machine. */
final class WorkCounter {
  private final Catalog catalog;
  private final int threads;
  private final List<ModelWork> work = new ArrayList<>();
  private final List<Absent> absent = new ArrayList<>();

  WorkCounter(Catalog catalog, int threads) {
    this.catalog = catalog;
    this.threads = threads;
  }

  List<ModelWork> work() {
    return work;
  }

  List<Absent> absent() {
    return absent;
  }

  /**
   * Adds one model.
   *
   * @param model {@code family/variant}
   */
  void count(String model) {
    int slash = model.indexOf('/');
    try {
      Family family =
          catalog
              .family(model.substring(0, slash))
              .orElseThrow(() -> new EngineException("the catalogue has no such family"));
      Variant variant =
          family
              .variant(model.substring(slash + 1))
              .orElseThrow(() -> new EngineException("the family has no such variant"));
      work.add(of(family, variant));
    } catch (EngineException
        | InvalidModelException
        | IllegalArgumentException
        | ArithmeticException e) {
      absent.add(new Absent(model, String.valueOf(e.getMessage())));
    } catch (RuntimeException | OutOfMemoryError e) {
      // One model that nobody has foreseen must not cost the others and the machine's limits.
      absent.add(new Absent(model, "cannot be counted: " + e));
    }
  }

  private ModelWork of(Family family, Variant variant) {
    return switch (variant.format()) {
      case GGUF -> GgufWork.of(family.name(), variant.name(), GgufFile.read(variant.file()));
      case ONNX ->
          new ModelWork.OfImage(
              family.name(),
              variant.name(),
              ProfiledRun.operations(variant.file(), options(variant)));
    };
  }

  private ImageOptions options(Variant variant) {
    ImageInput input =
        variant.image().orElseThrow(() -> new EngineException("no image input is named"));
    return new ImageOptions(
        threads, input.inputName(), input.outputName(), input.width(), input.height(), 1);
  }
}
