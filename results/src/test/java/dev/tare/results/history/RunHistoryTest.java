package dev.tare.results.history;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tare.results.run.Block;
import dev.tare.results.run.Metric;
import dev.tare.results.run.MetricMean;
import dev.tare.results.run.Run;
import dev.tare.results.run.RunOutline;
import dev.tare.results.sample.HistoryRuns;
import dev.tare.results.sample.SampleRuns;
import dev.tare.results.sample.VersusRuns;
import dev.tare.results.store.OutlineFile;
import dev.tare.results.store.RunFile;
import dev.tare.results.store.UnreadableRunException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunHistoryTest {
  @TempDir private Path folder;

  private static HistoryRuns two(int runs) {
    return new HistoryRuns(runs)
        .with("B.decode", "Q4_0", HistoryRuns.RATE, 0, i -> 100 + i)
        .with("B.load", "Q4_0", HistoryRuns.TIME, 0, i -> 1e6 * (i + 1));
  }

  @Test
  void runsAreSortedByTimeWhateverOrderTheyComeIn() {
    List<Run> runs = two(30).build(1);
    List<RunOutline> outlines = new ArrayList<>(runs.stream().map(RunOutline::of).toList());
    Collections.shuffle(outlines, new Random(1));
    RunHistory history = RunHistory.of(outlines);
    assertEquals(
        runs.stream().map(Run::id).toList(), history.runs().stream().map(RunMark::id).toList());
    Series rates =
        history.series().stream()
            .filter(series -> series.id().kind().equals(HistoryRuns.RATE))
            .findFirst()
            .orElseThrow();
    assertEquals(30, rates.size());
    for (int i = 0; i < 30; i++) {
      assertEquals(100 + i, rates.means()[i], 1e-9);
      assertEquals(runs.get(i).startedAt(), rates.run(i).startedAt());
    }
    assertEquals(Optional.of("abc0003"), rates.run(3).commit());
  }

  @Test
  void machinesHaveSeriesOfTheirOwn() {
    List<RunOutline> outlines = new ArrayList<>();
    two(3).build(1).forEach(run -> outlines.add(RunOutline.of(run)));
    two(2).machine("Xeon").build(1).forEach(run -> outlines.add(RunOutline.of(run)));
    RunHistory history = RunHistory.of(outlines);
    assertEquals(List.of(3, 3, 2, 2), history.series().stream().map(Series::size).toList());
    assertEquals(5, history.runs().size());
  }

  @Test
  void aRunThatLacksAMetricHasNoPlaceInItsSeries() {
    List<RunOutline> outlines = new ArrayList<>();
    two(3).build(1).forEach(run -> outlines.add(RunOutline.of(run)));
    RunOutline middle = outlines.get(1);
    outlines.set(
        1,
        new RunOutline(
            middle.id(),
            middle.startedAt(),
            middle.suite(),
            middle.tool(),
            middle.machine(),
            true,
            middle.models(),
            false,
            middle.cells().subList(1, 2)));
    RunHistory history = RunHistory.of(outlines);
    assertArrayEquals(new double[] {100, 102}, history.series().get(0).means(), 1e-9);
    assertEquals(outlines.get(2).id(), history.series().get(0).run(1).id());
  }

  @Test
  void documentsTellTheSameAsTheRunsInThem() {
    Run run =
        SampleRuns.standard()
            .failing((cell, block) -> cell.variant().equals("Q8_0") || block == 1)
            .build();
    Path file = folder.resolve(run.id() + ".json");
    RunFile.write(run, file);
    assertEquals(RunOutline.of(RunFile.read(file)), OutlineFile.read(file));
    assertTrue(
        OutlineFile.read(file).cells().stream()
            .filter(each -> each.cell().variant().equals("Q8_0"))
            .allMatch(each -> each.means().isEmpty()));
  }

  @Test
  void theMeanIsThatOfTheBlockMeans() {
    Run run = SampleRuns.quick().build();
    RunOutline outline = RunOutline.of(run);
    MetricMean first = outline.cells().get(0).means().get(0);
    double[] blocks = run.cells().get(0).metrics().get(0).blockMeans();
    assertEquals((blocks[0] + blocks[1] + blocks[2]) / 3, first.mean(), 1e-6);
  }

  @Test
  void aRunTwiceCountsOnceAndARunWithArmsNotAtAll() {
    List<RunOutline> outlines = new ArrayList<>();
    two(3).build(1).forEach(run -> outlines.add(RunOutline.of(run)));
    outlines.add(outlines.get(0));
    outlines.add(RunOutline.of(arms()));
    RunHistory history = RunHistory.of(outlines);
    assertEquals(3, history.runs().size());
    assertEquals(2, history.notes().size());
    assertTrue(history.notes().get(0).startsWith("1 document repeats"), history.notes() + "");
    assertTrue(history.notes().get(1).startsWith("1 run compares"), history.notes() + "");
  }

  private static Run arms() {
    Metric metric =
        new Metric(
            HistoryRuns.RATE, List.of(new Block(0, List.of(1.0)), new Block(1, List.of(2.0))));
    return VersusRuns.of(List.of(metric), List.of(metric));
  }

  @Test
  void ofSeveralDamagedDocumentsTheFirstIsNamed() throws IOException {
    List<Path> files = new ArrayList<>();
    for (Run run : two(40).build(1)) {
      Path file = folder.resolve(run.id() + ".json");
      RunFile.write(run, file);
      files.add(file);
    }
    assertEquals(40, RunHistory.read(files).runs().size());
    Files.writeString(files.get(25), "{\"schema\": \"tare-run\"");
    Files.writeString(files.get(11), "");
    String message =
        assertThrows(UnreadableRunException.class, () -> RunHistory.read(files)).getMessage();
    assertTrue(message.contains(files.get(11).getFileName().toString()), message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"schemaVersion\": 1 | \"schemaVersion\": 2 | schema version 2 is of another program",
        "\"tare-run\" | \"tare-diff\" | not a run",
        "\"startedAt\": \"2026 | \"startedAt\": \"day2026 | a UTC time such as",
        "\"cpuModel\": \"EPYC\" | \"cpuModel\": \"Other\" | the document was edited",
        "\"better\": \"lower\" | \"better\": \"up\" | unknown direction",
        "1000000 | -1000000 | ns below 0",
        "1000000 | 1e400 | finite number",
        "1000000 | \"NaN\" | a number is expected",
        "\"B.load\" | \"B.decode\" | appears twice",
      })
  void aDocumentThatWasTamperedWithIsRefused(String text, String other, String problem)
      throws IOException {
    Run run =
        new HistoryRuns(1)
            .with("B.decode", "Q4_0", HistoryRuns.TIME, 0, i -> 2e6)
            .with("B.load", "Q4_0", HistoryRuns.TIME, 0, i -> 1e6)
            .build(1)
            .get(0);
    Path file = folder.resolve("run.json");
    RunFile.write(run, file);
    String document = Files.readString(file);
    assertTrue(document.contains(text), document);
    // The id would disagree with what it is made of before anything else is looked at.
    String edited = document.replace(text, other).replaceAll("\"id\": \"B[^\\n]*\\n", "");
    Files.writeString(file, edited);
    String message =
        assertThrows(UnreadableRunException.class, () -> OutlineFile.read(file)).getMessage();
    assertTrue(message.contains(problem), message);
    assertFalse(message.contains("\n"), message);
  }
}
