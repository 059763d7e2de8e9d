package dev.tare.results.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tare.results.document.DocumentReader;
import dev.tare.results.run.Machine;
import dev.tare.results.run.Run;
import dev.tare.results.run.RunOutline;
import dev.tare.results.sample.GoldenRun;
import dev.tare.results.sample.SampleRuns;
import dev.tare.results.store.BaselineFile;
import dev.tare.results.store.BaselineStore;
import dev.tare.results.store.RunFile;
import dev.tare.results.store.UnreadableRunException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunInputTest {
  private static final String JMH = JmhText.file(JmhText.of("a.B.c"));

  @TempDir private Path folder;

  private Path file(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(file, text);
    return file;
  }

  private Map<String, String> facts(Path file, Optional<String> machine) {
    return RunInput.read(file, machine).machine().identity();
  }

  private static String refusal(Path file, Optional<String> machine) {
    String message =
        assertThrows(UnreadableRunException.class, () -> RunInput.read(file, machine)).getMessage();
    assertEquals(1, message.lines().count(), message);
    return message;
  }

  @Test
  void documentsOfTareAreReadAsTheyAreWhateverMachineIsNamed() {
    Path file = folder.resolve("run.json");
    RunFile.write(GoldenRun.complete(), file);
    assertEquals(GoldenRun.complete(), RunInput.read(file, Optional.empty()));
    assertEquals(GoldenRun.complete(), RunInput.read(file, Optional.of("ci")));

    Path baseline =
        new BaselineStore(folder.resolve("baselines"))
            .accept(SampleRuns.quick().build(), "ada", Instant.EPOCH, "", false);
    assertEquals(BaselineFile.read(baseline).run(), RunInput.read(baseline, Optional.of("ci")));
  }

  @Test
  void theContentTellsTheFormatsApartAndNotTheName() throws IOException {
    Optional<String> ci = Optional.of("ci");
    LlamaBenchText test = LlamaBenchText.prompt(8);
    assertEquals("jmh", RunInput.read(file("a.txt", JMH), ci).plan().suite());
    for (String text : List.of(LlamaBenchText.array(test), LlamaBenchText.lines(test))) {
      assertEquals("llama-bench", RunInput.read(file("a.txt", text), ci).plan().suite());
    }
    assertEquals("jmh", RunInput.read(file("a.jsonl", "\ufeff" + JMH), ci).plan().suite());
    Path utf16 = folder.resolve("redirected.json");
    Files.write(utf16, ("\ufeff" + JMH).getBytes(StandardCharsets.UTF_16LE));
    assertEquals("jmh", RunInput.read(utf16, ci).plan().suite());
  }

  @Test
  void withoutAMachineAFileIsRefusedWithTheRemedy() throws IOException {
    String message = refusal(file("results.json", JMH), Optional.empty());
    assertTrue(message.contains("name it with --machine NAME, or write {\"machine\": \"NAME\"}"));
    assertTrue(message.endsWith(" into results.json.machine.json"), message);
  }

  @Test
  void theMachineStandsBesideTheFileUnlessItIsNamed() throws IOException {
    Path file = file("results.json", JMH);
    file("results.json.machine.json", "{\"cpuModel\": \"EPYC\", \"memoryBytes\": \"8\"}");
    Map<String, String> beside = facts(file, Optional.empty());
    assertEquals("EPYC", beside.get("cpuModel"));
    assertEquals("8", beside.get("memoryBytes"));
    assertEquals("17.0.15", beside.get("jdkVersion"));
    assertFalse(beside.containsKey("machine"));

    Map<String, String> named = facts(file, Optional.of("ci"));
    assertEquals("ci", named.get("machine"));
    assertFalse(named.containsKey("cpuModel"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | it says nothing of the machine",
        "{\"machine\": \" \"} | it says nothing of the machine",
        "{\"cores\": 8} | a text is expected, got a number",
        "[] | an object is expected, got an array",
        "{\"machine\": \"a\", \"machine\": \"b\"} | Duplicate field 'machine'",
        "{\"machine\": \"a\" | not valid JSON",
      })
  void aMachineThatSaysNothingIsRefused(String text, String problem) throws IOException {
    Path file = file("results.json", JMH);
    file("results.json.machine.json", text);
    String message = refusal(file, Optional.empty());
    assertTrue(
        message.contains("results.json.machine.json: ") && message.contains(problem), message);
  }

  @Test
  void aMachineOfTooManyWordsIsRefused() throws IOException {
    Path file = file("results.json", JMH);
    StringBuilder many = new StringBuilder("{\"a\": \"b\"");
    for (int i = 0; i < 64; i++) {
      many.append(", \"a").append(i).append("\": \"b\"");
    }
    file("results.json.machine.json", many + "}");
    assertTrue(refusal(file, Optional.empty()).contains("a machine is at most 64 texts"));
    file("results.json.machine.json", "{\"a\": \"" + "b".repeat(1001) + "\"}");
    assertTrue(refusal(file, Optional.empty()).contains("of at most 1000 characters"));
  }

  @Test
  void aMachineThatContradictsTheFileIsRefused() throws IOException {
    Path file = file("bench.json", LlamaBenchText.array(LlamaBenchText.prompt(8)));
    file("bench.json.machine.json", "{\"cpu_info\": \"Another CPU\"}");
    assertTrue(
        refusal(file, Optional.empty())
            .contains("cpu_info is Example CPU in the file, but Another CPU is said beside it"));
    file("bench.json.machine.json", "{\"cpu_info\": \"Example CPU\", \"machine\": \"ci\"}");
    assertEquals("ci", facts(file, Optional.empty()).get("machine"));
  }

  @Test
  void machinesThatAreNamedAlikeHaveTheSameFingerprint() throws IOException {
    Machine first = RunInput.read(file("a.json", JMH), Optional.of("ci")).machine();
    Machine again = RunInput.read(file("b.json", JMH), Optional.of("ci")).machine();
    Machine other = RunInput.read(file("b.json", JMH), Optional.of("laptop")).machine();
    assertEquals(first.fingerprint(), again.fingerprint());
    assertFalse(first.fingerprint().equals(other.fingerprint()));
  }

  @Test
  void whatADocumentIsMayStandAnywhereInIt() throws IOException {
    Run run = SampleRuns.quick().build();
    Path kept = new BaselineStore(folder).accept(run, "ada", Instant.EPOCH, "", false);
    String text = Files.readString(kept);
    String moved =
        text.replace("  \"schema\": \"tare-baseline\",\n", "")
            .replaceFirst("\n}\n$", ",\n  \"schema\": \"tare-baseline\"\n}\n");
    assertFalse(moved.startsWith("{\n  \"schema\""), moved);
    assertEquals(run.id(), RunInput.read(file("moved.json", moved), Optional.empty()).id());
  }

  @Test
  void aSchemaThatIsNotKnownIsNamedAndOneThatIsNoTextRefused() throws IOException {
    assertTrue(
        refusal(file("a.json", "{\"schema\": \"tare-history\"}"), Optional.empty())
            .contains("this is a document of schema \"tare-history\", not a run"));
    assertTrue(
        refusal(file("b.json", "{\"schema\": [1]}"), Optional.empty())
            .contains("a text is expected"));
  }

  @Test
  void aBaselineHasNoPlaceInAHistory() throws IOException {
    Run run = SampleRuns.quick().build();
    Path kept = new BaselineStore(folder).accept(run, "ada", Instant.EPOCH, "", false);
    String message =
        assertThrows(UnreadableRunException.class, () -> RunInput.outline(kept, Optional.empty()))
            .getMessage();
    assertTrue(message.contains("of schema \"tare-baseline\", not a run"), message);
  }

  @Test
  void anOutlineIsTheSameWhateverTheFormat() throws IOException {
    Path document = folder.resolve("run.json");
    Run run = GoldenRun.complete();
    RunFile.write(run, document);
    Optional<String> ci = Optional.of("ci");
    assertEquals(RunOutline.of(run), RunInput.outline(document, ci));
    Path jmh = file("a.json", JMH);
    assertEquals(RunOutline.of(RunInput.read(jmh, ci)), RunInput.outline(jmh, ci));
  }

  @Test
  void aForeignRunIsKeptAndReadAsABaseline() throws IOException {
    Run run = RunInput.read(file("a.json", JMH), Optional.of("ci"));
    Path kept =
        new BaselineStore(folder.resolve("baselines")).accept(run, "ada", Instant.EPOCH, "", false);
    Run read = RunInput.read(kept, Optional.empty());
    assertEquals(run.cells(), read.cells());
    assertEquals(run.machine().identity(), read.machine().identity());

    Path document = folder.resolve("document.json");
    RunFile.write(run, document);
    assertEquals(run, RunFile.read(document));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | is empty",
        "` ` | this is neither a run or baseline of Tare, nor results of JMH",
        "[] | it holds no results: every benchmark failed, or none was run",
        "{} | this is neither",
        "[1] | this is neither",
        "[[]] | this is neither",
        "[{}] | this is neither",
        "null | this is neither",
        "\"schema\" | this is neither",
        "{\"benchmark\": \"x\"} | this is neither",
        "{\"a\": {\"schema\": \"tare-run\"}} | this is neither",
        "{\"schema\": \"other\"} | this is a document of schema \"other\"",
        "{\"schema\": \"tare-run\", \"schemaVersion\": 9} | schema version 9 is of another program",
        "[{\"benchmark\": \"x\", | not valid JSON",
        "[{\"benchmark\": \"x\"} | field \"mode\" is missing",
        "[{\"benchmark\": \"x\"}, 5] | field \"mode\" is missing",
        "[{\"n_prompt\": 1} | field \"n_gen\" is missing",
        "{\"n_prompt\": 1, \"n_gen\": 1} | field \"model_type\" is missing",
        "{\"n_prompt\": 1 | not valid JSON",
        "results of JMH | not valid JSON",
        "[{\"benchmark\": \"\\q\"}] | not valid JSON",
      })
  void whatIsNoRunIsRefusedInOneLine(String text, String problem) throws IOException {
    String message = refusal(file("input.json", text), Optional.of("ci"));
    assertTrue(message.contains("input.json: ") && message.contains(problem), message);
  }

  @Test
  void everyFileThatIsCutShortIsRefusedInOneLine() throws IOException {
    for (String text :
        List.of(JMH.strip(), LlamaBenchText.array(LlamaBenchText.prompt(8)).strip())) {
      for (int length = 0; length < text.length(); length += 7) {
        String message = refusal(file("cut.json", text.substring(0, length)), Optional.of("ci"));
        assertFalse(message.contains("StreamRead") || message.contains("Source"), message);
      }
    }
  }

  @Test
  void deepNestingIsRefused() throws IOException {
    for (String text :
        List.of(
            "[".repeat(100_000),
            "{\"a\":".repeat(100_000),
            "[{\"benchmark\": \"x\", \"other\": " + "[".repeat(100_000),
            "{\"n_prompt\": 1, \"other\": " + "{\"a\":".repeat(100_000))) {
      String message = refusal(file("deep.json", text), Optional.of("ci"));
      boolean known = message.contains("a limit is exceeded") || message.contains("neither a run");
      assertTrue(known, message);
    }
  }

  @Test
  void aFolderAndAFileThatIsNotThereAreRefused() {
    assertTrue(refusal(folder, Optional.empty()).contains("is a folder; name the document"));
    assertTrue(
        refusal(folder.resolve("none.json"), Optional.empty()).contains("there is no such file"));
  }

  @Test
  void aFileOfMoreThanAGibibyteIsRefused() throws IOException {
    Path file = folder.resolve("huge.json");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(DocumentReader.MAX_STREAMED_BYTES + 1);
    }
    assertTrue(
        refusal(file, Optional.of("ci"))
            .contains("has 1073741825 bytes; at most 1073741824 are read"));
  }

  /** Larger than any document of Tare may be, as it is not kept. */
  @Test
  void aLargeFileIsReadOfWhichLittleIsKept() throws IOException {
    Path file = folder.resolve("large.json");
    String filling = "x".repeat(1 << 20);
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (int i = 0; i < 70; i++) {
        String other = i + "\", \"log\": \"" + filling;
        out.write(i == 0 ? "[" : ",");
        out.write("{\"note\": \"" + other + "\", \"benchmark\": \"a.B.c" + i + "\", \"forks\": 1,");
        out.write("\"mode\": \"avgt\", \"threads\": 1, \"primaryMetric\": ");
        out.write("{\"scoreUnit\": \"ns/op\", \"rawData\": [[" + (i + 1) + "]]}}");
      }
      out.write("]");
    }
    assertTrue(Files.size(file) > DocumentReader.MAX_BYTES);
    Run run = RunInput.read(file, Optional.of("ci"));
    assertEquals(70, run.cells().size());
    assertEquals(70, run.cells().get(69).metrics().get(0).blocks().get(0).mean());
  }

  @Test
  void moreResultsThanFitIntoMemoryAreRefused() throws IOException {
    Path scores = folder.resolve("scores.json");
    try (BufferedWriter out = Files.newBufferedWriter(scores)) {
      out.write("[{\"benchmark\": \"a.B.c\", \"primaryMetric\": {\"rawData\": [[1");
      for (int i = 0; i < 5_000; i++) {
        out.write(",1".repeat(1000));
      }
      out.write("]]}}]");
    }
    assertTrue(
        refusal(scores, Optional.of("ci")).contains("the file holds more results than are read"));

    Path tests = folder.resolve("tests.jsonl");
    try (BufferedWriter out = Files.newBufferedWriter(tests)) {
      out.write("{\"samples_ns\": [1");
      for (int i = 0; i < 5_000; i++) {
        out.write(",1".repeat(1000));
      }
      out.write("]}");
    }
    assertTrue(
        refusal(tests, Optional.of("ci")).contains("the file holds more results than are read"));
  }

  @Test
  void forksThatAreOnlyClaimedTakeNoMoreMemoryThanThereIs() throws IOException {
    Path file = folder.resolve("claims.json");
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (int i = 0; i < 100; i++) {
        out.write(i == 0 ? "[" : ",");
        out.write("{\"benchmark\": \"a.B.c" + i + "\", \"forks\": 10000, \"mode\": \"avgt\",");
        out.write(
            "\"threads\": 1, \"primaryMetric\": {\"scoreUnit\": \"ns/op\", \"rawData\": []}}");
      }
      out.write("]");
    }
    assertTrue(
        refusal(file, Optional.of("ci")).contains("the file holds more results than are read"));
  }

  @Test
  void aTextThatIsNoNameIsRefused() throws IOException {
    Path file = file("a.json", JmhText.file(JmhText.of("x".repeat(10_001))));
    assertTrue(
        refusal(file, Optional.of("ci")).contains("a text of 10001 characters; at most 10000"));
  }
}
