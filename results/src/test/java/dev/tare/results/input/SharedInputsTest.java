package dev.tare.results.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tare.results.run.Cell;
import dev.tare.results.run.Run;
import dev.tare.results.run.RunStatus;
import dev.tare.results.verdict.Comparator;
import dev.tare.results.verdict.DifferentMachineException;
import dev.tare.results.verdict.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Files that others wrote, where they are at hand: {@code ../shared/data} beside the repository.
 */
class SharedInputsTest {
  private static final Path DATA =
      Path.of("").toAbsolutePath().getParent().resolveSibling("shared/data");

  @TempDir private Path folder;

  /** Name of a file → processor of its night. */
  private Map<String, String> nights() throws IOException, InterruptedException {
    Path archive = DATA.resolve("jmh-nightly/runs.tar.xz");
    assumeTrue(Files.exists(archive), "needs " + archive);
    Process tar =
        new ProcessBuilder("tar", "xf", archive.toString(), "-C", folder.toString())
            .inheritIO()
            .start();
    assumeTrue(tar.waitFor() == 0, "tar reads " + archive);
    Map<String, String> nights = new TreeMap<>();
    Files.readAllLines(DATA.resolve("jmh-nightly/machines.csv")).stream()
        .skip(1)
        .map(line -> line.split(",", 4))
        .forEach(fields -> nights.put(fields[0], fields[3]));
    return nights;
  }

  @Test
  void everyNightIsReadAndNightsOfTwoProcessorsAreNotCompared()
      throws IOException, InterruptedException {
    Map<String, String> nights = nights();
    assertEquals(209, nights.size());
    Run before = null;
    Set<String> ids = new HashSet<>();
    for (Map.Entry<String, String> night : nights.entrySet()) {
      Run run = RunInput.read(folder.resolve(night.getKey()), Optional.of(night.getValue()));
      assertEquals(RunStatus.COMPLETE, run.status());
      assertTrue(run.cells().size() >= 19 && run.cells().size() <= 23, night.getKey());
      run.cells().forEach(SharedInputsTest::assertThreeForksOfFiveIterations);
      assertScores(run, folder.resolve(night.getKey()));
      assertEquals(night.getKey().substring(0, 10), run.startedAt().toString().substring(0, 10));
      assertEquals(night.getKey().substring(11, 18), run.tool().get("commit"));
      assertTrue(ids.add(run.id()), run.id());
      if (before != null && !before.machine().identity().equals(run.machine().identity())) {
        Run other = before;
        assertThrows(
            DifferentMachineException.class,
            () -> Comparator.compare(other, run, Policy.standard()));
      }
      before = run;
    }
  }

  /** JMH's own figure, which is derived and not read: the mean of all iterations. */
  private static void assertScores(Run run, Path file) throws IOException {
    JsonNode results = new ObjectMapper().readTree(file.toFile());
    assertEquals(results.size(), run.cells().size());
    for (int i = 0; i < results.size(); i++) {
      Cell cell = run.cells().get(i);
      assertTrue(cell.id().contains(results.get(i).get("benchmark").textValue()), cell.id());
      JsonNode primary = results.get(i).get("primaryMetric");
      assertEquals("ops/s", primary.get("scoreUnit").textValue());
      double score = primary.get("score").doubleValue();
      double[] means = cell.metric("throughputPerSecond").orElseThrow().blockMeans();
      assertEquals(score, Arrays.stream(means).average().orElseThrow(), 1e-9 * score, cell.id());
    }
  }

  private static void assertThreeForksOfFiveIterations(Cell cell) {
    assertEquals("thrpt", cell.variant());
    assertEquals(3, cell.plannedBlocks());
    assertEquals(
        List.of(5, 5, 5),
        cell.metric("throughputPerSecond").orElseThrow().blocks().stream()
            .map(block -> block.samples().size())
            .toList());
  }

  @ParameterizedTest
  @CsvSource({
    "b4753.json, 5",
    "b4753-single.jsonl, 1",
    "2026-08.json, 5",
    "2026-08.jsonl, 5",
  })
  void testsOfBothVersionsOfLlamaBenchAreRead(String name, int repetitions) throws IOException {
    Path file = DATA.resolve("llama-bench").resolve(name);
    assumeTrue(Files.exists(file), "needs " + file);
    Run run = RunInput.read(file, Optional.of("bench-01"));
    long tests =
        Files.readString(file).lines().filter(line -> line.contains("\"samples_ns\"")).count();
    assertEquals(tests, run.cells().size());
    assertEquals("AMD EPYC", run.machine().identity().get("cpu_info"));
    for (Cell cell : run.cells()) {
      assertEquals(1, cell.plannedBlocks());
      assertEquals(repetitions, cell.metrics().get(0).blocks().get(0).samples().size());
      assertTrue(Set.of("F16", "Q4_K_S").contains(cell.variant()), cell.id());
      assertTrue(cell.metrics().get(0).blocks().get(0).mean() > 100, cell.id());
    }
  }
}
