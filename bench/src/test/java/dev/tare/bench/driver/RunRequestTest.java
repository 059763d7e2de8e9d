package dev.tare.bench.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tare.bench.plan.PlanException;
import dev.tare.bench.plan.Suites;
import dev.tare.results.run.Plan;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class RunRequestTest {
  private static RunRequest request(Optional<String> only) {
    return new RunRequest(
        "quick",
        Suites.text("quick"),
        Optional.of("tiny"),
        only,
        OptionalInt.of(7),
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
  void changesTheSuiteAsAsked() {
    RunRequest request = request(Optional.empty());

    assertEquals(7, request.suite().blocks());
    assertEquals(Duration.ofMinutes(5), request.suite().timeBudget().orElseThrow());
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
}
