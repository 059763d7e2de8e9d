package dev.tare.bench.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tare.bench.plan.Expansion;
import dev.tare.bench.plan.Slot;
import dev.tare.bench.plan.Suites;
import dev.tare.fixtures.catalog.BuildListener;
import dev.tare.fixtures.catalog.Catalog;
import dev.tare.results.run.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Forks that fail of models, sound ones and others. */
class DiagnosingForkRunnerTest {
  private static final String SUITE =
      """
      name: forks
      benchmarks:
        - name: TokenGenerationBenchmark
          parameters: {tokens: 4}
          warmup: {iterations: 0}
          measurement: {iterations: 1}
      """;

  private static final ForkRunner FAILING =
      new ForkRunner() {
        @Override
        public ForkResult run(ForkRequest request) {
          return new ForkResult.Failed(new Failure("crashed natively with SIGSEGV", List.of("x")));
        }

        @Override
        public void kill() {}
      };

  @TempDir Path folder;

  private Failure failureOf(byte[] model) throws IOException {
    Files.write(folder.resolve("m.gguf"), model);
    Path list =
        Files.writeString(
            folder.resolve("models.yaml"),
            "families: {m: {modality: text, variants: {F16: {file: m.gguf, reference: true}}}}");
    Catalog catalog = Catalog.fromYaml(list);
    Slot slot =
        new Slot(
            0,
            0,
            new Expansion(Suites.parse("forks.yaml", SUITE), catalog, Optional.empty())
                .cells()
                .get(0));
    ForkRequest request =
        new ForkRequest(
            slot, List.of(), folder.resolve("l"), folder.resolve("n"), Duration.ofSeconds(1));
    ForkResult result = new DiagnosingForkRunner(FAILING, catalog).run(request);
    return assertInstanceOf(ForkResult.Failed.class, result).failure();
  }

  private static byte[] sound() throws IOException {
    return Files.readAllBytes(
        Preparation.catalog(Optional.of(Preparation.TINY), BuildListener.silent())
            .families()
            .stream()
            .flatMap(family -> family.variants().stream())
            .filter(variant -> variant.name().equals("Q4_0"))
            .findFirst()
            .orElseThrow()
            .file());
  }

  @Test
  void aSoundModelIsNotBlamed() throws IOException {
    assertEquals("crashed natively with SIGSEGV", failureOf(sound()).reason());
  }

  @Test
  void aModelThatIsNotSoundIsNamedAsTheReason() throws IOException {
    byte[] model = sound();
    String text = new String(model, StandardCharsets.ISO_8859_1);
    String key = "gemma3.block_count";
    // Behind the key come the value's type and, in four bytes, the number of layers.
    model[text.indexOf(key) + key.length() + Integer.BYTES] = 2;

    Failure failure = failureOf(model);

    assertTrue(
        failure.reason().startsWith("crashed natively with SIGSEGV; the model is not sound: "),
        failure::reason);
    assertEquals(List.of("x"), failure.logTail());
  }
}
