package dev.tare.results.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tare.results.sample.SampleRuns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BaselinePruneCommandTest {
  @TempDir private Path home;
  private Calls calls;

  @BeforeEach
  void acceptsTwoBaselines() {
    calls = new Calls(home);
    accept("20260101T1-aa", 200);
    accept("20261120T1-bb", 1);
  }

  private void accept(String id, int daysAgo) {
    calls.keep(SampleRuns.quick().id(id).identity("cpuModel", id).build());
    calls.at(Calls.NOW.minus(Duration.ofDays(daysAgo)));
    assertEquals(0, calls.tare("baseline", "accept", id), calls.err());
    calls.at(Calls.NOW);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(home.resolve("results/baselines"))) {
      return files.filter(file -> file.toString().endsWith(".json")).toList();
    }
  }

  @Test
  void aTrialSaysWhatWouldGoAndTheRealOneRemovesIt() throws IOException {
    assertEquals(0, calls.tare("baseline", "prune", "--older-than", "90d", "--dry-run"));
    assertTrue(calls.out().matches("would remove .*-quick\\.json  quick  20260101T1-aa  acc.*\n"));
    assertEquals(2, files().size());
    assertEquals(0, calls.tare("baseline", "prune", "--older-than", "12w"), calls.err());
    assertTrue(calls.out().startsWith("removed "), calls.out());
    assertEquals(1, files().size());
    assertEquals(0, calls.tare("baseline", "prune", "--keep", "1", "--older-than", "0d"));
    assertEquals("nothing to remove\n", calls.out());
  }

  @Test
  void theNewestOfTheSuiteStays() throws IOException {
    assertEquals(0, calls.tare("baseline", "prune", "--keep", "1"));
    assertTrue(calls.out().contains("20260101T1-aa"), calls.out());
    assertEquals(1, files().size());
    assertEquals(0, calls.tare("gate", "20261120T1-bb"), calls.err());
    assertEquals(3, calls.tare("gate", "20260101T1-aa"));
  }

  @Test
  void aDamagedBaselineIsOneLineAndNothingGoes() throws IOException {
    Files.writeString(files().get(0), "{");
    assertEquals(2, calls.tare("baseline", "prune", "--older-than", "0d"));
    assertTrue(calls.err().startsWith("tare: ") && calls.err().lines().count() == 1, calls.err());
    assertEquals(2, files().size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "baseline prune | say what may go: --keep N, --older-than AGE, or both",
        "baseline prune --keep 0 | --keep must be 1 or more, got 0",
        "baseline prune --keep x | 'x' is not an int",
        "baseline prune --older-than 90 | takes days or weeks such as 90d or 26w, got 90",
        "baseline prune --older-than -1d | takes days or weeks such as 90d or 26w, got -1d",
        "baseline prune --older-than 999999d | takes days or weeks",
        "baseline prun --keep 1 | unknown command prun; did you mean prune?",
      })
  void misuseIsOneLineAndExitsWithTwo(String args, String expected) throws IOException {
    assertEquals(2, calls.tare(args.split(" ")), calls.out());
    calls.assertOneLine(expected);
    assertEquals(2, files().size());
  }
}
