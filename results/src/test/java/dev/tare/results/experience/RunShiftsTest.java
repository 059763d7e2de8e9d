package dev.tare.results.experience;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tare.results.run.MetricKind;
import dev.tare.results.run.SeriesId;
import dev.tare.results.sample.HistoryRuns;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class RunShiftsTest {
  private static SeriesId of(int cell, MetricKind kind) {
    return new SeriesId("f", "b" + cell, "family", "variant", Map.of(), kind);
  }

  @Test
  void aLowerRateAndALongerTimeAreBothWorse() {
    RunShifts shifts = new RunShifts();
    for (int cell = 0; cell < 8; cell++) {
      shifts.add(
          of(cell, cell % 2 == 0 ? HistoryRuns.RATE : HistoryRuns.TIME),
          cell % 2 == 0 ? -0.1 : 0.1);
    }
    assertEquals(0.1, shifts.median().orElseThrow(), 1e-12);
  }

  @Test
  void manyMetricsOfOneCellAreOneWitness() {
    RunShifts shifts = new RunShifts();
    for (int i = 0; i < 20; i++) {
      MetricKind kind =
          new MetricKind(
              "t" + i + "Ns", "ns", HistoryRuns.TIME.better(), HistoryRuns.TIME.assumption());
      shifts.add(of(0, kind), 0.5);
    }
    for (int cell = 1; cell < 7; cell++) {
      shifts.add(of(cell, HistoryRuns.TIME), 0);
    }
    assertEquals(OptionalDouble.empty(), shifts.median(), "seven cells");
    shifts.add(of(7, HistoryRuns.TIME), 0);
    assertEquals(0, shifts.median().orElseThrow());
  }

  /** They are no times or rates, or have no level. */
  @Test
  void whatRunsDoNotMoveAlikeIsNoWitness() {
    RunShifts shifts = new RunShifts();
    for (int cell = 0; cell < 20; cell++) {
      shifts.add(of(cell, HistoryRuns.COSINE), 1);
      shifts.add(of(cell, HistoryRuns.TOKENS), 1);
      shifts.add(of(cell, HistoryRuns.TIME), Double.NaN);
    }
    assertEquals(OptionalDouble.empty(), shifts.median());
  }

  @Test
  void aMiddleDoesNotFollowOneWildValue() {
    assertEquals(7, Middle.of(7));
    assertEquals(2, Middle.of(1, 3));
    assertEquals(2, Middle.of(1, 2, 900));
    assertEquals(2.5, Middle.of(2, -900, 3, 900));
    assertEquals(5.5, Middle.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10));
    assertEquals(5.5, Middle.of(-1e9, 2, 3, 4, 5, 6, 7, 8, 9, 1e9));
  }
}
