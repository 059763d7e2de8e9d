package dev.tare.bench.plan;

import dev.tare.fixtures.catalog.Catalog;
import dev.tare.fixtures.catalog.Family;
import dev.tare.fixtures.catalog.ImageInput;
import dev.tare.fixtures.catalog.Modality;
import dev.tare.fixtures.catalog.ModelFormat;
import dev.tare.fixtures.catalog.Variant;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Suites and catalogs for tests that measure nothing. */
public final class PlanFixtures {
  private PlanFixtures() {}

  /** A text family of three variants and an image family of two. */
  public static Catalog catalog() {
    return new Catalog(
        List.of(
            new Family(
                "text-family",
                Modality.TEXT,
                List.of(
                    variant("F16", ModelFormat.GGUF, true),
                    variant("Q8_0", ModelFormat.GGUF, false),
                    variant("Q4_0", ModelFormat.GGUF, false))),
            new Family(
                "image-family",
                Modality.IMAGE,
                List.of(
                    variant("FP32", ModelFormat.ONNX, true),
                    variant("INT8", ModelFormat.ONNX, false)))));
  }

  private static Variant variant(String name, ModelFormat format, boolean reference) {
    Path file = Path.of(name + "." + format.id());
    Optional<ImageInput> image =
        format == ModelFormat.ONNX
            ? Optional.of(
                new ImageInput("in", "out", 8, 8, ImageInput.CLIP_MEAN, ImageInput.CLIP_STD))
            : Optional.empty();
    return new Variant(name, format, file, reference, image);
  }

  /** A suite of the given benchmarks with two blocks. */
  public static Suite suite(String... benchmarks) {
    StringBuilder yaml = new StringBuilder("name: test\nblocks: 2\nbenchmarks:\n");
    for (String benchmark : benchmarks) {
      yaml.append("  - name: ").append(benchmark).append('\n');
    }
    return Suites.parse("test.yaml", yaml.toString());
  }

  /** The cells of a suite over {@link #catalog()}. */
  public static List<PlannedCell> cells(Suite suite) {
    return new Expansion(suite, catalog(), Optional.empty()).cells();
  }
}
