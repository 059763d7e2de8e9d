package dev.tare.results.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tare.results.run.Run;
import dev.tare.results.sample.HistoryRuns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a gate, which learns from the runs in its folder, finds beyond a plain comparison. */
class GateHistoryTest {
  private static final int LAST = 12;

  @TempDir private Path home;
  private Calls calls;
  private List<Run> runs;

  /** Twelve nights of a steady machine, then one of ten cells is 12 % slower. */
  @BeforeEach
  void keepsNights() {
    calls = new Calls(home);
    HistoryRuns nights = new HistoryRuns(LAST + 1);
    for (int cell = 0; cell < 10; cell++) {
      boolean slowed = cell == 0;
      nights.with(
          "Decode" + cell, "Q4_0", HistoryRuns.RATE, 0.01, i -> slowed && i == LAST ? 88 : 100);
    }
    runs = nights.build(1);
    runs.forEach(calls::keep);
    assertEquals(0, tare("baseline", "accept", runs.get(5).id(), "--why", "release"), calls.err());
  }

  private int tare(String... args) {
    return calls.tare(args);
  }

  @Test
  void theRunsInItsFolderMakeTheGateSharp() {
    assertEquals(1, tare("gate", "latest"), calls.out());
    assertTrue(calls.out().contains("regressed (1)"), calls.out());
    assertTrue(
        calls.out().contains("10 of 10 noisy metrics are judged against their level in 12 runs"),
        calls.out());
    assertTrue(
        calls.out().matches("(?s).*  level 1?[09][0-9.]+ → 8[0-9.]+ tok.*"),
        "from the level: " + calls.out());
  }

  @Test
  void aComparisonLearnsWhenAFolderIsNamed() throws IOException {
    String before = runs.get(5).id();
    assertEquals(0, tare("diff", before, "latest"), calls.out());
    assertFalse(calls.out().contains("their level"), calls.out());
    String folder = home.resolve("results/runs").toString();
    String[] args = {"diff", before, "latest", "--history", folder, "--format", "json"};
    assertEquals(1, tare(args), calls.err());
    JsonNode history = new ObjectMapper().readTree(calls.out()).get("history");
    assertEquals(12, history.get("runs").asInt());
    assertEquals(10, history.get("metrics").asInt());
    assertTrue(history.get("shift").get("takenOff").asBoolean());
    tare("diff", before, "latest", "--format", "json");
    assertTrue(new ObjectMapper().readTree(calls.out()).get("history").isNull());
  }

  @Test
  void aDamagedRunIsPassedOverAndNamed() throws IOException {
    Path damaged = home.resolve("results/runs/20260103T999999Z-epyc.json");
    Files.writeString(damaged, "{\"schema\": \"tare-run\", ");
    assertEquals(1, tare("gate", "latest"), calls.err());
    String words = calls.out().replaceAll("\\s+", " ");
    assertTrue(words.contains("passed over: ") && words.contains("999999Z-epyc.json"), words);
  }

  @Test
  void aFolderThatIsNotThereIsOneLine() {
    assertEquals(2, tare("gate", "latest", "--history", home.resolve("none").toString()));
    calls.assertOneLine("there is no such folder");
  }
}
