package dev.tare.results.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tare.results.run.Cell;
import dev.tare.results.run.Run;
import dev.tare.results.sample.Changed;
import dev.tare.results.sample.GoldenRun;
import dev.tare.results.sample.SampleRuns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BaselineFileTest {
  private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");
  private static final Run RUN = SampleRuns.quick().build();

  @TempDir private Path folder;
  private BaselineStore store;
  private Path file;

  @BeforeEach
  void acceptsARun() {
    store = new BaselineStore(folder);
    file = store.accept(RUN, "ada", NOW, "first", false);
  }

  private static List<String> cells(String document) {
    return document.lines().filter(line -> line.startsWith("      {\"id\": ")).toList();
  }

  @Test
  void eachCellAndModelAndAcceptanceIsALineAndCellsAreSorted() throws IOException {
    String text = Files.readString(file);
    List<String> ids =
        cells(text).stream()
            .map(line -> line.replaceFirst(".*?\"id\": \"(.*?)\".*", "$1"))
            .toList();
    assertEquals(RUN.cells().stream().map(Cell::id).sorted().toList(), ids);
    assertTrue(cells(text).stream().allMatch(line -> line.contains("\"absent\": [")), text);
    assertEquals(
        RUN.models().size(),
        text.lines().filter(line -> line.startsWith("      {\"family\": ")).count());
    assertTrue(
        text.contains(
            "\n    {\"runId\": \""
                + RUN.id()
                + "\", \"by\": \"ada\", \"at\": \"2026-11-21T08:00:00Z\", \"why\": \"first\","
                + " \"forced\": false}\n"),
        text);
  }

  @Test
  void aChangeOfOneCellShowsAsOneLineOfMeasurements() throws IOException {
    List<String> before = cells(Files.readString(file));
    Cell changed = RUN.cells().get(3);
    Run other =
        Changed.cells(
            RUN, cell -> cell.id().equals(changed.id()) ? cell.withPlannedBlocks(4) : cell);
    store.accept(other, "ada", NOW, "again", false);
    List<String> now = cells(Files.readString(file));
    List<String> added = new ArrayList<>(now);
    added.removeAll(before);
    assertEquals(before.size(), now.size());
    assertEquals(1, added.size());
    assertTrue(added.get(0).contains(changed.id()), added.get(0));
  }

  @Test
  void theSameMeasurementsGiveTheSameFileInWhateverOrder() throws IOException {
    String before = Files.readString(file);
    Files.delete(file);
    List<Cell> turned = new ArrayList<>(RUN.cells());
    Collections.reverse(turned);
    store.accept(Changed.parts(RUN, RUN.models(), turned), "ada", NOW, "first", false);
    assertEquals(before, Files.readString(file));
  }

  @Test
  void histogramsOfSingleOperationsStayInTheRun() throws IOException {
    Path golden = store.accept(GoldenRun.complete(), "ada", NOW, "", true);
    String text = Files.readString(golden);
    assertFalse(text.contains("latencies") || text.contains("percentiles"), text);
    assertEquals(
        GoldenRun.complete().cells().get(0).metrics().get(0).blockMeans()[1],
        BaselineFile.read(golden).run().cells().get(0).metrics().get(0).blockMeans()[1]);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`\"tensorCount\": 150` | `\"tensorCount\": 151` | the measurements were edited after run",
        "`\"better\": \"higher\"` | `\"better\": \"lower\"` | the measurements were edited after run",
        "`\"samples\": [1]` | `\"samples\": [0.9999]` | the measurements were edited after run",
        "`\"plannedBlocks\": 3` | `\"plannedBlocks\": 2` | the measurements were edited after run",
        "`\"suite\": \"quick\"` | `\"suite\": \"other\"` | the measurements were edited after run",
        "`\"unit\": \"ns\"` | `\"unit\": \"s\"` | the measurements were edited after run",
        "`\"cpuModel\": \"AMD` | `\"cpuModel\": \"Intel` | the document was edited",
        "`\"runId\": \"2026` | `\"runId\": \"2025` | ; take the file from version control, or accept",
        "`\"runId\": ` | `\"runID\": ` | field \"runId\" is missing",
        "`\"schemaVersion\": 1` | `\"schemaVersion\": 2` | accept the baseline again",
      })
  void whatWasEditedByHandIsRefusedInOneLine(String found, String instead, String problem)
      throws IOException {
    edit(found, instead);
    UnreadableRunException e =
        assertThrows(UnreadableRunException.class, () -> BaselineFile.read(file));
    assertTrue(e.getMessage().contains(problem), e.getMessage());
    assertTrue(e.getMessage().startsWith(file + ": line "), e.getMessage());
    assertEquals(1, e.getMessage().lines().count());
    assertThrows(UnreadableRunException.class, () -> store.accept(RUN, "ada", NOW, "", false));
    store.accept(RUN, "ada", NOW, "", true);
    assertEquals(RUN.id(), BaselineFile.read(file).run().id());
  }

  @Test
  void aMixOfTwoBaselinesIsRefused() throws IOException {
    List<String> mine = Files.readAllLines(file);
    store.accept(SampleRuns.quick().seed(2).build(), "bob", NOW, "second", false);
    List<String> theirs = cells(Files.readString(file));
    // As when each side of a merge changed another cell.
    List<String> merged = new ArrayList<>(mine);
    for (int i : new int[] {7, 10}) {
      String line = cells(String.join("\n", mine)).get(i);
      merged.set(mine.indexOf(line), theirs.get(i));
    }
    assertFalse(merged.equals(mine));
    Files.write(file, merged);
    UnreadableRunException e =
        assertThrows(UnreadableRunException.class, () -> BaselineFile.read(file));
    assertTrue(e.getMessage().contains("were edited after run"), e.getMessage());
  }

  @Test
  void whoAndWhyCanBePutRightByHandAndAreReadAsTheyStand() throws IOException {
    edit("\"why\": \"first\"", "\"why\": \"the first\"");
    edit("\"by\": \"ada\"", "\"by\": \"Ada\"");
    Acceptance accepted = BaselineFile.read(file).accepted();
    assertEquals("Ada: the first", accepted.by() + ": " + accepted.why());
  }

  @Test
  void anotherLayoutIsReadAsWell() throws IOException {
    Run before = BaselineFile.read(file).run();
    String crlf = Files.readString(file).replace("\n", "\r\n").replace("\": ", "\":   ");
    Files.writeString(file, crlf);
    assertEquals(before, BaselineFile.read(file).run());
  }

  @Test
  void aBaselineFromBeforeItHadAHashIsReadExactly() throws IOException {
    Run before = BaselineFile.read(file).run();
    String text = Files.readString(file);
    String without =
        text.lines()
            .filter(line -> !line.contains("\"measurementsSha256\""))
            .collect(Collectors.joining("\n"));
    assertTrue(without.length() < text.length() - 64);
    Files.writeString(file, without.replaceFirst("(\"samples\": )\\[1\\]", "$1[0.75]"));
    Run read = BaselineFile.read(file).run();
    assertFalse(before.equals(read));
    assertTrue(read.toString().contains("samples=[0.75]"));
  }

  private void edit(String found, String instead) throws IOException {
    String text = Files.readString(file);
    assertTrue(text.contains(found), "the baseline lacks " + found);
    int at = text.indexOf(found);
    Files.writeString(file, text.substring(0, at) + instead + text.substring(at + found.length()));
  }
}
