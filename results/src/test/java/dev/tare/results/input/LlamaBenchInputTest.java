package dev.tare.results.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tare.results.run.Assumption;
import dev.tare.results.run.Better;
import dev.tare.results.run.Block;
import dev.tare.results.run.Cell;
import dev.tare.results.run.Metric;
import dev.tare.results.run.MetricKind;
import dev.tare.results.run.Run;
import dev.tare.results.run.RunStatus;
import dev.tare.results.store.UnreadableRunException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LlamaBenchInputTest {
  @TempDir private Path folder;

  private Run read(String text) throws IOException {
    Path file = folder.resolve("bench.json");
    Files.writeString(file, text);
    return RunInput.read(file, Optional.of("ci"));
  }

  private Run array(LlamaBenchText... tests) throws IOException {
    return read(LlamaBenchText.array(tests));
  }

  private Run lines(LlamaBenchText... tests) throws IOException {
    return read(LlamaBenchText.lines(tests));
  }

  private String refusal(LlamaBenchText... tests) {
    String message = assertThrows(UnreadableRunException.class, () -> array(tests)).getMessage();
    assertEquals(1, message.lines().count(), message);
    return message;
  }

  private static List<List<Double>> samples(Metric metric) {
    return metric.blocks().stream().map(Block::samples).toList();
  }

  @Test
  void aRepetitionIsASampleOfOneBlock() throws IOException {
    Run run = array(LlamaBenchText.prompt(512));
    Cell cell = run.cells().get(0);

    assertEquals("llama-bench.pp512 gemma3 4B/Q4_K_M model=gemma3-4b n_threads=2", cell.id());
    assertEquals(1, cell.plannedBlocks());
    Metric rate = cell.metric("prefillTokensPerSecond").orElseThrow();
    assertEquals(
        new MetricKind("prefillTokensPerSecond", "tokens/s", Better.HIGHER, Assumption.NOISY),
        rate.kind());
    assertEquals(List.of(List.of(1024.0, 512.0)), samples(rate));
    Metric size = cell.metric("modelSizeBytes").orElseThrow();
    assertEquals(
        new MetricKind("modelSizeBytes", "bytes", Better.LOWER, Assumption.EXACT), size.kind());
    assertEquals(List.of(List.of(2.3e9)), samples(size));
    assertEquals(2, cell.metrics().size());
    assertEquals(RunStatus.COMPLETE, run.status());
    assertEquals("llama-bench", run.plan().suite());
  }

  @Test
  void promptGenerationAndBothHaveMetricsOfTheirOwn() throws IOException {
    Run run =
        array(
            LlamaBenchText.prompt(64), LlamaBenchText.generation(16), LlamaBenchText.both(64, 16));
    assertEquals(
        List.of("llama-bench.pp64", "llama-bench.tg16", "llama-bench.pp64+tg16"),
        run.cells().stream().map(Cell::benchmark).toList());
    assertEquals(
        List.of("prefillTokensPerSecond", "decodeTokensPerSecond", "tokensPerSecond"),
        run.cells().stream().map(cell -> cell.metrics().get(0).kind().name()).toList());
    assertEquals(
        List.of(128.0, 32.0, 160.0),
        run.cells().stream()
            .map(cell -> cell.metrics().get(0).blocks().get(0).samples().get(0))
            .toList());
  }

  @Test
  void linesOfSeveralProcessesAreBlocks() throws IOException {
    Run run =
        lines(
            LlamaBenchText.prompt(64).field("test_time", "\"2026-11-20T22:48:19Z\""),
            LlamaBenchText.generation(16),
            LlamaBenchText.prompt(64)
                .field("test_time", "\"2026-11-20T22:49:00Z\"")
                .field("samples_ns", "[250000000]"),
            LlamaBenchText.prompt(64).field("test_time", "\"2026-11-20T22:50:00Z\""));
    Cell prompt = run.cells().get(0);
    assertEquals(
        List.of(List.of(128.0, 64.0), List.of(256.0), List.of(128.0, 64.0)),
        samples(prompt.metrics().get(0)));
    assertEquals(3, prompt.plannedBlocks());
    assertEquals(1, run.cells().get(1).plannedBlocks());
    assertEquals(3, run.plan().blocks());
    assertEquals(Instant.parse("2026-11-20T22:48:19Z"), run.startedAt());
    assertEquals(Optional.of(Instant.parse("2026-11-20T22:50:00Z")), run.finishedAt());
    assertEquals(
        List.of(
            "1 of 2 tests come from one process, which shows no spread; append three runs of"
                + " llama-bench or more to one file with -o jsonl"),
        run.warnings());
  }

  @Test
  void theSameTestTwiceInOneProcessIsRefused() {
    String message =
        refusal(
            LlamaBenchText.prompt(64),
            LlamaBenchText.prompt(64).field("test_time", "\"2026-11-20T22:49:00Z\""));
    assertTrue(
        message.contains("line 3, ")
            && message.contains("test llama-bench.pp64 gemma3 4B/Q4_K_M")
            && message.endsWith("n_threads=2 appears twice"),
        message);
  }

  @Test
  void aLineThatIsThereTwiceIsRefused() {
    String message =
        assertThrows(
                UnreadableRunException.class,
                () -> lines(LlamaBenchText.prompt(64), LlamaBenchText.prompt(64)))
            .getMessage();
    assertTrue(message.contains("line 2, ") && message.contains("appears twice"), message);
  }

  @Test
  void settingsAreParametersUnlessTheyHaveTheirDefault() throws IOException {
    Run run =
        array(
            LlamaBenchText.prompt(64),
            LlamaBenchText.prompt(64).field("n_depth", "128"),
            LlamaBenchText.prompt(64).field("type_k", "\"q8_0\"").field("flash_attn", "1"),
            LlamaBenchText.prompt(64).field("model_filename", "\"C:\\\\models\\\\other.gguf\""),
            LlamaBenchText.prompt(64).field("n_threads", "1"));
    assertEquals(
        List.of(
            Map.of("model", "gemma3-4b", "n_threads", "2"),
            Map.of("model", "gemma3-4b", "n_threads", "2", "n_depth", "128"),
            Map.of("model", "gemma3-4b", "n_threads", "2", "type_k", "q8_0", "flash_attn", "1"),
            Map.of("model", "other", "n_threads", "2"),
            Map.of("model", "gemma3-4b", "n_threads", "1")),
        run.cells().stream().map(Cell::parameters).toList());
  }

  @Test
  void aSettingThatIsNotKnownIsAParameterAndAFigureIsNot() throws IOException {
    Cell cell =
        array(
                LlamaBenchText.prompt(64)
                    .field("new_option", "false")
                    .field("new_figure", "12.25")
                    .field("new_list", "[1, {\"a\": []}]")
                    .field("nothing", "null"))
            .cells()
            .get(0);
    assertEquals(
        Map.of("model", "gemma3-4b", "n_threads", "2", "new_option", "false"), cell.parameters());
  }

  @Test
  void buildAndHardwareBelongToTheMachine() throws IOException {
    Run run = array(LlamaBenchText.prompt(64));
    assertEquals(
        Map.of(
            "machine", "ci",
            "build_commit", "3f545becc",
            "backends", "CPU",
            "cpu_info", "Example CPU"),
        run.machine().identity());
    assertEquals(Map.of("llama.cpp", "b10587"), run.tool());
  }

  @Test
  void severalBuildsInOneFileAreParametersOfTheCells() throws IOException {
    Run run =
        lines(
            LlamaBenchText.prompt(64),
            LlamaBenchText.prompt(64)
                .field("build_commit", "\"c392e5094\"")
                .field("build_number", "4748"));
    assertEquals(
        List.of("3f545becc", "c392e5094"),
        run.cells().stream().map(cell -> cell.parameters().get("build_commit")).toList());
    assertFalse(run.machine().identity().containsKey("build_commit"));
    assertEquals(Map.of("llama.cpp", "b10587, b4748"), run.tool());
  }

  @ParameterizedTest
  @ValueSource(strings = {"cpu_info", "gpu_info"})
  void testsOfTwoMachinesInOneFileAreRefused(String field) {
    String message =
        refusal(LlamaBenchText.prompt(64), LlamaBenchText.generation(8).field(field, "\"other\""));
    assertTrue(
        message.contains(field + " is other, but ") && message.contains("a file is of one machine"),
        message);
  }

  @Test
  void ratesAreTakenAsTheyStandWhereTimesAreMissing() throws IOException {
    Cell cell =
        array(
                LlamaBenchText.generation(16)
                    .without("samples_ns")
                    .field("samples_ts", "[31.5, 32.25]"))
            .cells()
            .get(0);
    assertEquals(List.of(List.of(31.5, 32.25)), samples(cell.metrics().get(0)));
  }

  @Test
  void timesGoBeforeTheRoundedRates() throws IOException {
    Cell cell =
        array(
                LlamaBenchText.generation(16)
                    .field("samples_ns", "[3000000000]")
                    .field("samples_ts", "[5.33333]"))
            .cells()
            .get(0);
    assertEquals(List.of(List.of(16 / 3.0)), samples(cell.metrics().get(0)));
  }

  @ParameterizedTest
  @CsvSource({
    "gemma3 4B Q4_K - Medium, gemma3 4B, Q4_K_M",
    "gemma3 ?B Q4_K - Small, gemma3 ?B, Q4_K_S",
    "llama 7B Q3_K - Large, llama 7B, Q3_K_L",
    "gemma3 ?B F16, gemma3 ?B, F16",
    "llama4 17Bx16E (Scout) Q8_0, llama4 17Bx16E (Scout), Q8_0",
    "llama 7B (guessed) F16, llama 7B, (guessed) F16",
    "llama 7B F16 (guessed), llama 7B, F16 (guessed)",
    "qwen3moe 30B.A3B IQ2_XXS - 2.0625 bpw, qwen3moe 30B.A3B, IQ2_XXS - 2.0625 bpw",
    "mystery, mystery, unknown",
  })
  void aModelsTypeIsSplitIntoFamilyAndVariant(String type, String family, String variant) {
    assertEquals(new LlamaBenchModel(family, variant), LlamaBenchModel.of(type));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "samples_ns | [0] | a time or rate above 0 is expected, got 0.0",
        "samples_ns | [-5] | a time or rate above 0 is expected, got -5.0",
        "samples_ns | [\"5\"] | a number is expected, got a text",
        "samples_ns | 5 | an array is expected, got a number",
        "samples_ns | [] | neither samples_ns nor samples_ts",
        "samples_ns | [1e-300] | has a sample of Infinity",
        "samples_ts | [128, 65] | samples_ts do not follow from samples_ns",
        "samples_ts | [128] | samples_ts do not follow from samples_ns",
        "n_prompt | 0 | n_prompt and n_gen are both 0",
        "n_prompt | -64 | n_prompt must be a whole number from 0 to",
        "n_prompt | 99999999999 | n_prompt must be a whole number from 0 to 4294967296",
        "n_prompt | \"many\" | n_prompt must be a whole number",
        "n_gen | null | field \"n_gen\" is missing",
        "model_size | -1 | model_size must be a whole number",
        "model_type | \"\" | field \"model_type\" is missing",
        "model_filename | 1.5 | field \"model_filename\" is missing",
        "test_time | \"yesterday\" | test_time must be a UTC time",
        "n_threads | 1, \"n_threads\": 2 | field \"n_threads\" appears twice",
        "avg_ns | [1, 2 | not valid JSON",
      })
  void fieldsOfTheWrongTypeOrRangeAreRefused(String field, String json, String problem) {
    String message = refusal(LlamaBenchText.prompt(64).field(field, json));
    assertTrue(message.contains(problem) && message.contains("line "), message);
  }
}
