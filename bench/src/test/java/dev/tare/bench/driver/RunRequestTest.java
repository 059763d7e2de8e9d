package dev.tare.bench.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tare.bench.plan.Durations;
import dev.tare.bench.plan.PlanException;
import dev.tare.bench.plan.Precision;
import dev.tare.bench.plan.Suites;
import dev.tare.results.run.Plan;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunRequestTest {
  private static RunRequest request(Optional<String> only) {
    return new RunRequest(
        "quick",
        Suites.text("quick"),
        Optional.of("tiny"),
        only,
        OptionalInt.of(7),
        OptionalDouble.of(0.01),
        OptionalInt.of(30),
        Optional.of(Duration.ofMinutes(5)),
        42,
        true);
  }

  @Test
  void comesBackFromTheRunDocumentAsItWas() {
    RunRequest request = request(Optional.of("decode"));

    assertEquals(request, RunRequest.of(request.plan(request.suite())));
  }

  @Test
  void aComparisonComesBackWithTheBlocksThatWereDecidedUpFront() {
    RunRequest asked =
        new RunRequest(
            "quick",
            Suites.text("quick"),
            Optional.empty(),
            Optional.of("decode"),
            OptionalInt.empty(),
            OptionalDouble.empty(),
            OptionalInt.empty(),
            Optional.empty(),
            1,
            false,
            Optional.of(new VersusRequest("same:threads=1", 0.005)));

    RunRequest back = RunRequest.of(asked.plan(asked.suite().withBlocks(144)));

    assertEquals(OptionalInt.of(144), back.blocks());
    assertEquals(asked.versus(), back.versus());
    assertEquals(Optional.of(Duration.ofMinutes(10)), back.suite().timeBudget());
    assertTrue(asked.plan(asked.suite()).suite().endsWith("-versus"));
  }

  @Test
  void aComparisonTakesNoPrecision() {
    RunRequest asked =
        new RunRequest(
            "standard",
            Suites.text("standard"),
            Optional.empty(),
            Optional.empty(),
            OptionalInt.empty(),
            OptionalDouble.empty(),
            OptionalInt.empty(),
            Optional.empty(),
            1,
            false,
            Optional.of(new VersusRequest("same", 0.005)));
    assertEquals(Optional.empty(), asked.suite().precision());

    RunRequest precise =
        new RunRequest(
            "standard",
            Suites.text("standard"),
            Optional.empty(),
            Optional.empty(),
            OptionalInt.empty(),
            OptionalDouble.of(0.01),
            OptionalInt.empty(),
            Optional.empty(),
            1,
            false,
            Optional.of(new VersusRequest("same", 0.005)));
    assertThrows(PlanException.class, precise::suite);
  }

  @Test
  void changesTheSuiteAsAsked() {
    RunRequest request = request(Optional.empty());

    assertEquals(7, request.suite().blocks());
    assertEquals(Duration.ofMinutes(5), request.suite().timeBudget().orElseThrow());
  }

  private static Optional<Precision> precision(String suite, String blocks, String rest) {
    String[] options = rest.split(" ");
    return new RunRequest(
            "suite.yaml",
            suite + "\nbenchmarks: [{name: GenerationBenchmark}]",
            Optional.empty(),
            Optional.empty(),
            blocks.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(blocks)),
            options[0].equals("-")
                ? OptionalDouble.empty()
                : OptionalDouble.of(Double.parseDouble(options[0])),
            options[1].equals("-")
                ? OptionalInt.empty()
                : OptionalInt.of(Integer.parseInt(options[1])),
            Optional.empty(),
            1,
            false)
        .suite()
        .precision();
  }

  @Test
  void aNumberOfBlocksAloneMeansExactlySoMany() {
    assertEquals(Optional.empty(), precision("precision: 2%", "7", "- -"));
    assertEquals(Optional.of(new Precision(0.02, 9)), precision("precision: 2%", "7", "- 9"));
    assertEquals(Optional.of(new Precision(0.01, 20)), precision("precision: 2%", "7", "0.01 -"));
    assertEquals(Optional.of(new Precision(0.01, 25)), precision("blocks: 3", "25", "0.01 -"));
    assertEquals(Optional.of(new Precision(0.02, 40)), precision("precision: 2%", "", "- 40"));
    assertEquals(Optional.empty(), precision("blocks: 3", "", "- -"));
  }

  @Test
  void refusesAMaximumThatMeansNothing() {
    assertThrows(PlanException.class, () -> precision("blocks: 3", "", "- 9"));
    assertThrows(PlanException.class, () -> precision("blocks: 3", "", "0.02 2"));
  }

  @Test
  void otherModelsOrFewerCellsAreKeptApartFromTheWholeSuite() {
    RunRequest all = request(Optional.empty());
    RunRequest some = request(Optional.of("decode"));

    assertEquals("quick-on-tiny", all.plan(all.suite()).suite());
    assertTrue(some.plan(some.suite()).suite().matches("quick-on-tiny-only-[0-9a-f]{8}"));
  }

  @Test
  void refusesAPatternThatIsNone() {
    assertThrows(PlanException.class, () -> request(Optional.of("[")).pattern());
  }

  @Test
  void refusesThePlanOfAnotherProgram() {
    Plan plan = new Plan("other", 1, 1, JsonNodeFactory.instance.objectNode());

    assertThrows(PlanException.class, () -> RunRequest.of(plan));
  }

  private static RunRequest within(Duration budget) {
    return new RunRequest(
        "quick",
        Suites.text("quick"),
        Optional.empty(),
        Optional.empty(),
        OptionalInt.empty(),
        OptionalDouble.empty(),
        OptionalInt.empty(),
        Optional.of(budget),
        1,
        false);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1ms", "1500ms", "24h", "278h", "8760h"})
  void aTimeBudgetOfAnyLengthComesBack(String written) {
    RunRequest request = within(Durations.parse(written).orElseThrow());

    assertEquals(request, RunRequest.of(request.plan(request.suite())));
  }

  @Test
  void aTimeBudgetThatCannotBeReadIsNotForgotten() {
    RunRequest request = within(Duration.ofHours(1));
    Plan plan = request.plan(request.suite());
    ((ObjectNode) plan.settings()).put("timeBudget", "999999999h");

    PlanException e = assertThrows(PlanException.class, () -> RunRequest.of(plan));

    assertTrue(e.getMessage().contains("8760h at most, got 999999999h"), e.getMessage());
  }
}
