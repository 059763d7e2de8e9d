package dev.tare.bench.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SuiteReaderTest {
  private static Suite read(String yaml) {
    return Suites.parse("my.yaml", yaml);
  }

  private static List<String> problemsOf(String yaml) {
    return assertThrows(PlanException.class, () -> read(yaml)).problems();
  }

  @ParameterizedTest
  @ValueSource(strings = {"quick", "standard", "nightly", "self", "parity"})
  void everyBuiltInSuiteIsSound(String name) {
    Suite suite = Suites.parse(name, Suites.text(name));

    assertEquals(name, suite.name());
    assertTrue(suite.entries().size() >= 3);
  }

  @Test
  void readsEverySetting() {
    Suite suite =
        read(
            """
            name: mine
            blocks: 4
            precision: 1.5%
            maxBlocks: 30
            variants: [Q4_0]
            timeBudget: 10m
            forkTimeout: 90s
            benchmarks:
              - name: TokenGenerationBenchmark
                parameters: {depth: [0, 512], threads: all}
                warmup: {atMost: 4s, iterations: 2, time: 100ms}
                measurement: {iterations: 7, time: 1s}
                blocks: 2
                reference: false
            """);

    assertEquals(4, suite.blocks());
    assertEquals(List.of("Q4_0"), suite.variants());
    assertEquals(Duration.ofMinutes(10), suite.timeBudget().orElseThrow());
    assertEquals(Duration.ofSeconds(90), suite.forkTimeout());
    SuiteEntry entry = suite.entries().get(0);
    assertEquals(BenchmarkSpec.DECODE, entry.benchmark());
    assertEquals(List.of("0", "512"), entry.parameters().get("depth"));
    assertEquals(new Precision(0.015, 30), suite.precision().orElseThrow());
    assertEquals(Duration.ofSeconds(4), entry.warmupLimit().orElseThrow());
    assertEquals(2, entry.warmupIterations());
    assertEquals(Duration.ofSeconds(1), entry.measurementTime());
    assertEquals(2, entry.blocks().orElseThrow());
    assertFalse(entry.reference());
  }

  @Test
  void reportsAllProblemsTogetherWithFileAndPlace() {
    List<String> problems =
        problemsOf(
            """
            name: "bad name"
            blocks: -1
            colour: red
            benchmarks:
              - name: NoSuchBenchmark
              - name: TokenGenerationBenchmark.decode
                parameters: {depth: -3, speed: 1}
                measurement: {iterations: 0, time: soon}
            """);

    assertEquals(8, problems.size(), problems::toString);
    assertTrue(problems.stream().allMatch(line -> line.startsWith("my.yaml: ")));
    assertTrue(problems.stream().anyMatch(line -> line.contains("blocks: must be a whole number")));
    assertTrue(problems.stream().anyMatch(line -> line.contains("benchmarks[1].parameters.depth")));
    assertTrue(problems.stream().anyMatch(line -> line.contains("no benchmark 'NoSuchBenchmark'")));
  }

  @Test
  void aParameterOfWordsNamesThemAll() {
    List<String> problems =
        problemsOf(
            "benchmarks: [{name: QuantizeBenchmark.gguf, parameters: {type: [Q4_0, Q9], threads:"
                + " 2}}]");

    assertEquals(1, problems.size(), problems::toString);
    assertTrue(problems.get(0).contains("type must be one of "), problems::toString);
    assertTrue(problems.get(0).endsWith(", got Q9"), problems::toString);
  }

  @Test
  void refusesShapesThatWouldBeIgnored() {
    List<String> problems =
        problemsOf(
            """
            name: quick
            benchmarks:
              - name: TokenGenerationBenchmark.decode
                parameters: {threads: []}
                warmup: 5
              - name: GenerationBenchmark
                parameters: {threads: ALL}
                reference: never
            """);

    assertEquals(5, problems.size(), problems::toString);
  }

  @Test
  void aSuiteWithoutANameHasItsFiles() {
    assertEquals("my", read("benchmarks: [{name: GenerationBenchmark}]").name());
  }

  @Test
  void namesLineAndColumnOfWhatIsNotYaml() {
    List<String> problems = problemsOf("name: [\nblocks: 3\n");

    assertEquals(1, problems.size());
    assertTrue(problems.get(0).contains("line "), problems::toString);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "3", "[1, 2]", "name: x"})
  void refusesWhatIsNoSuite(String yaml) {
    assertEquals(1, problemsOf(yaml).size());
  }

  @Test
  void anUnknownSuiteNamesTheKnownOnes() {
    PlanException thrown = assertThrows(PlanException.class, () -> Suites.text("fast"));

    assertTrue(thrown.getMessage().contains("quick, standard, nightly, self, parity"));
  }

  @Test
  void whatBecomesSteadyByItselfNeedsNoIterationsToWarmUp() {
    Suite suite = read("benchmarks: [{name: GenerationBenchmark}, {name: ModelLoadBenchmark}]");

    assertEquals(0, suite.entries().get(0).warmupIterations());
    assertTrue(suite.entries().get(0).warmupLimit().isPresent());
    assertEquals(1, suite.entries().get(1).warmupIterations());
    assertTrue(suite.entries().get(1).warmupLimit().isEmpty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "precision: 2",
        "precision: 0%",
        "precision: 51%",
        "precision: -1%",
        "precision: [2%]",
        "maxBlocks: 9",
        "precision: 2%\nblocks: 9\nmaxBlocks: 8"
      })
  void refusesAPrecisionThatMeansNothing(String line) {
    List<String> problems = problemsOf(line + "\nbenchmarks: [{name: GenerationBenchmark}]");

    assertEquals(1, problems.size(), problems::toString);
  }

  @Test
  void aLoadHasNoWarmUpUntilItIsSteady() {
    List<String> problems =
        problemsOf("benchmarks: [{name: ModelLoadBenchmark, warmup: {atMost: 1s}}]");

    assertEquals(1, problems.size(), problems::toString);
    assertTrue(problems.get(0).contains("warmup.atMost: ModelLoadBenchmark.load warms up by"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "warmup: {atMost: 3s}, measurement: {iterations: 7, time: 1s}",
        "warmup: {atMost: 1s, iterations: 2, time: 3s}, measurement: {iterations: 3, time: 1s}",
        "measurement: {iterations: 1, time: 8760h}"
      })
  void aForkThatCannotEndWithinItsTimeLimitIsRefused(String times) {
    String benchmark = "benchmarks: [{name: TokenGenerationBenchmark.decode, " + times + "}]";

    List<String> problems = problemsOf("forkTimeout: 10s\n" + benchmark);

    assertEquals(1, problems.size(), problems::toString);
    assertTrue(problems.get(0).startsWith("my.yaml: benchmarks[0]: warm-up and measurement take "));
    assertTrue(problems.get(0).contains("forkTimeout ends a fork after 10s"), problems::toString);
  }

  @Test
  void aForkThatEndsJustWithinItsTimeLimitIsAccepted() {
    read(
        """
        forkTimeout: 10s
        benchmarks:
          - name: TokenGenerationBenchmark.decode
            warmup: {atMost: 3s}
            measurement: {iterations: 9, time: 770ms}
          - name: ModelLoadBenchmark.load
            warmup: {iterations: 60, time: 1s}
        """);
  }

  @Test
  void aTimeLimitInWhichNoForkCanStartIsRefused() {
    List<String> problems =
        problemsOf("forkTimeout: 999ms\nbenchmarks: [{name: ModelLoadBenchmark}]");

    assertEquals(List.of("my.yaml: forkTimeout: must be 1s or more, got 999ms"), problems);
  }
}
