package dev.tare.bench.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ExpansionTest {
  private static List<String> ids(Suite suite) {
    return PlanFixtures.cells(suite).stream().map(PlannedCell::id).toList();
  }

  @Test
  void combinesEveryValueOfEveryParameter() {
    Suite suite =
        Suites.parse(
            "s",
            "benchmarks: [{name: TokenGenerationBenchmark.decode, parameters: {depth: [0, 512],"
                + " threads: [1, all]}}]");

    List<String> ids = ids(suite);

    assertEquals(3 * 2 * 2, ids.size());
    assertEquals(
        "TokenGenerationBenchmark.decode text-family/F16 depth=0 threads=1 tokens=32", ids.get(0));
  }

  @Test
  void runsABenchmarkOnlyOnWhatItCanMeasure() {
    assertEquals(5, ids(PlanFixtures.suite("ModelLoadBenchmark")).size());
    assertEquals(3, ids(PlanFixtures.suite("GenerationBenchmark")).size());
    assertEquals(2, ids(PlanFixtures.suite("ImageEmbeddingBenchmark.embed")).size());
    assertEquals(
        List.of("ImageEmbeddingBenchmark.preprocess image-family/FP32 threads=1"),
        ids(PlanFixtures.suite("ImageEmbeddingBenchmark.preprocess")));
  }

  @Test
  void quantizesReferencesOnly() {
    assertEquals(
        List.of("QuantizeBenchmark.gguf text-family/F16 threads=all type=Q4_K_M"),
        ids(PlanFixtures.suite("QuantizeBenchmark.gguf")));
    assertEquals(
        List.of("QuantizeBenchmark.onnx image-family/FP32 threads=1 type=INT8"),
        ids(PlanFixtures.suite("QuantizeBenchmark.onnx")));
  }

  @Test
  void plansACellOnceThoughTheSuiteNamesItTwice() {
    assertEquals(3, ids(PlanFixtures.suite("GenerationBenchmark", "GenerationBenchmark")).size());
  }

  @Test
  void keepsTheReferenceBesideTheNamedVariants() {
    Suite suite = Suites.parse("s", "variants: [Q4_0]\nbenchmarks: [{name: GenerationBenchmark}]");

    assertEquals(
        List.of("F16", "Q4_0"),
        PlanFixtures.cells(suite).stream().map(PlannedCell::variant).toList());
  }

  @Test
  void leavesTheReferencesOutOfABenchmarkThatSaysSo() {
    Suite suite =
        Suites.parse(
            "s",
            "variants: [Q4_0]\nbenchmarks: [{name: GenerationBenchmark, reference: false},"
                + " {name: TokenGenerationBenchmark, reference: true}]");

    assertEquals(
        List.of(
            "GenerationBenchmark Q4_0",
            "TokenGenerationBenchmark F16",
            "TokenGenerationBenchmark Q4_0"),
        PlanFixtures.cells(suite).stream()
            .map(cell -> cell.entry().benchmark().id().replaceFirst("\\..*", " ") + cell.variant())
            .toList());
  }

  @Test
  void refusesAVariantThatNoFamilyHas() {
    Suite suite = Suites.parse("s", "variants: [Q9]\nbenchmarks: [{name: GenerationBenchmark}]");

    PlanException thrown = assertThrows(PlanException.class, () -> PlanFixtures.cells(suite));
    assertTrue(thrown.getMessage().contains("no variant 'Q9'"));
  }

  @Test
  void saysSoWhenThePatternLeavesNothing() {
    Expansion expansion =
        new Expansion(
            PlanFixtures.suite("GenerationBenchmark"),
            PlanFixtures.catalog(),
            Optional.of(Pattern.compile("nothing")));

    assertThrows(PlanException.class, expansion::cells);
  }

  @Test
  void writesAllCoresAsZeroForJmh() {
    PlannedCell cell = PlanFixtures.cells(PlanFixtures.suite("GenerationBenchmark")).get(0);

    assertEquals("all", cell.parameters().get("threads"));
    assertEquals("0", cell.jmhParameters().get("threads"));
    assertEquals("F16", cell.jmhParameters().get("variant"));
  }
}
