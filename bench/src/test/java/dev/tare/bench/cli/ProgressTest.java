package dev.tare.bench.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tare.bench.cli.terminal.TerminalLine;
import dev.tare.bench.driver.Forecast;
import dev.tare.bench.driver.ForkResult;
import dev.tare.bench.plan.PlanFixtures;
import dev.tare.bench.plan.Slot;
import dev.tare.bench.plan.Suite;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private final StringWriter said = new StringWriter();
  private final AtomicLong nowNs = new AtomicLong();

  /** What is said at the end, when this session ran some forks and the document holds others. */
  private String end(int forksNow, int forksInAll, int failedInAll) {
    PrintWriter err = new PrintWriter(said);
    Suite suite = PlanFixtures.suite("GenerationBenchmark");
    Forecast forecast =
        new Forecast(forksInAll, failedInAll, 0, Optional.empty(), true, false, 3, 3);
    TerminalLine line = new TerminalLine(err, false, 80);
    Progress progress = new Progress(err, line, suite, () -> forecast, nowNs::get);
    Slot slot = new Slot(0, 0, PlanFixtures.cells(suite).get(0));
    for (int i = 0; i < forksNow; i++) {
      nowNs.addAndGet(Duration.ofSeconds(4).toNanos());
      progress.ended(slot, 0, new ForkResult.Measured(Map.of(), List.of()));
    }
    progress.finish();
    return said.toString();
  }

  @Test
  void aRunThatWasNotInterruptedSaysHowManyForksItTook() {
    assertEquals(String.format("5 forks in 20s%n"), end(5, 5, 0));
  }

  @Test
  void aResumedRunTellsItsOwnForksFromThoseOfTheWholeDocument() {
    assertEquals(String.format("1 fork in 4s, 120 in all%n"), end(1, 120, 0));
  }

  @Test
  void failuresFromBeforeTheInterruptionAreSaid() {
    assertEquals(String.format("0 forks in 0s, 120 in all, 2 failed%n"), end(0, 120, 2));
  }
}
