package dev.tare.results.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import dev.tare.results.document.AtomicFile;
import dev.tare.results.document.UnwritableFileException;
import dev.tare.results.roofline.Share;
import dev.tare.results.roofline.Shares;
import dev.tare.results.run.Assumption;
import dev.tare.results.run.Better;
import dev.tare.results.run.Cell;
import dev.tare.results.run.Metric;
import dev.tare.results.run.MetricKind;
import dev.tare.results.run.Roofline;
import dev.tare.results.run.Run;
import dev.tare.results.run.RunStatus;
import dev.tare.results.run.Stop;
import dev.tare.results.run.StopReason;
import dev.tare.results.run.Survey;
import dev.tare.results.sample.GoldenRun;
import dev.tare.results.sample.Rooflines;
import dev.tare.results.sample.SampleRuns;
import dev.tare.results.sample.VersusRuns;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunFileTest {
  private static final Locale BEFORE = Locale.getDefault();

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void choosesAFile() {
    file = folder.resolve("run.json");
  }

  @AfterEach
  void restoresTheLocale() {
    Locale.setDefault(BEFORE);
  }

  @Test
  void whatWasFoundOutAboutTheMachineIsReadBack() throws IOException {
    Run run = Rooflines.examined(SampleRuns.quick().identity("cpuLogicalCores", "2").build());
    RunFile.write(run, file);
    assertEquals(run, RunFile.read(file));
    assertEquals(Set.of(), validated(Files.readString(file)));
    assertEquals(3, RunFile.read(file).machine().findings().size());
    String first = "{\"block\": 0, \"disturbances\": [\"other processes used 0.50 cores\"]}";
    String again = "{\"block\": 1, \"disturbances\": []}";
    for (String part : List.of("\"surveys\": [", first, again)) {
      assertTrue(Files.readString(file).contains(part), part);
    }
    assertFalse(RunFile.read(file).roofline().disturbed());

    Survey survey = new Survey(run.machine().findings(), run.roofline());
    SurveyFile.write(survey, file);
    assertEquals(survey, SurveyFile.read(file));
  }

  @Test
  void theShareOfACellFollowsFromItsDocument() throws IOException {
    Run run = Rooflines.examined(SampleRuns.quick().identity("cpuLogicalCores", "2").build());
    RunFile.write(run, file);
    int shares = 0;
    for (JsonNode cell : new ObjectMapper().readTree(file.toFile()).path("cells")) {
      String id = cell.path("id").asText();
      Cell read =
          RunFile.read(file).cells().stream().filter(c -> c.id().equals(id)).findFirst().get();
      Optional<Share> share = Shares.of(run, read);
      assertEquals(share.isPresent(), cell.has("roofline"), id);
      if (share.isPresent()) {
        shares++;
        assertEquals(share.get().value(), cell.path("roofline").path("share").asDouble());
        assertEquals(share.get().limit().id(), cell.path("roofline").path("limit").asText());
      }
    }
    // Decode and prefill of two variants, one image.
    assertEquals(5, shares);
  }

  @Test
  void aDocumentFromBeforeLimitsWereMeasuredIsReadAndWrittenAsItWas() throws IOException {
    RunFile.write(SampleRuns.quick().build(), file);
    String before = Files.readString(file);
    assertFalse(before.contains("roofline") || before.contains("findings"));
    Run read = RunFile.read(file);
    assertEquals(Roofline.NONE, read.roofline());
    assertEquals(List.of(), read.machine().findings());
    RunFile.write(read, file);
    assertEquals(before, Files.readString(file));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"threads\": 2 | \"threads\": 0 | threads and workPerRound must be 1 or more",
        "\"kind\": \"readBandwidth\" | \"kind\": \"speed\" | unknown kind \"speed\"",
        "\"level\": \"good\" | \"level\": \"bad\" | unknown level \"bad\"",
        "\"samples\": [12000000] | \"samples\": [0] | a round took no time",
        "\"keyValueBytes\": 12288 | \"keyValueBytes\": -1 | work must be 0 or more",
        "\"token\": | \"tokens\": | field \"token\" is missing",
        "{\"block\": 1, \"dist | {\"block\": -1, \"dist | survey: block must be 0 or more, got -1",
        "used 0.50 cores\"]} | \", \" \"]} | survey: a disturbance must be said"
      })
  void limitsThatCannotBeAreRefused(String found, String instead, String problem)
      throws IOException {
    RunFile.write(Rooflines.examined(SampleRuns.quick().build()), file);
    String text = Files.readString(file);
    assertTrue(text.contains(found), "the document lacks " + found);
    Files.writeString(file, text.replace(found, instead));
    String message =
        assertThrows(UnreadableRunException.class, () -> RunFile.read(file)).getMessage();
    assertTrue(message.contains(problem), message);
  }

  @Test
  void whatWasWrittenIsReadBack() {
    Run run =
        SampleRuns.quick()
            .failing((cell, block) -> cell.variant().equals("Q4_0") && block == 1)
            .warnings("swap was used", "a \"quoted\" \u001b[31m warning")
            .build();
    RunFile.write(run, file);
    assertEquals(run, RunFile.read(file));
  }

  @Test
  void anUnfinishedRunIsReadBack() {
    RunFile.write(GoldenRun.unfinished(), file);
    assertEquals(GoldenRun.unfinished(), RunFile.read(file));
    assertEquals(RunStatus.RUNNING, RunFile.read(file).status());
  }

  @ParameterizedTest
  @ValueSource(strings = {"en-US", "de-DE", "ar-EG", "hi-IN-u-nu-deva", "tr-TR"})
  void theDocumentIsTheGoldenOneInEveryLocale(String locale) throws IOException {
    Locale.setDefault(Locale.forLanguageTag(locale));
    RunFile.write(GoldenRun.complete(), file);
    try (InputStream golden = getClass().getResourceAsStream("run-1.golden.json")) {
      assertEquals(new String(golden.readAllBytes(), "UTF-8"), Files.readString(file));
    }
    assertEquals(GoldenRun.complete(), RunFile.read(file));
  }

  @Test
  void documentsFollowThePublishedSchema() throws IOException {
    for (Run run : List.of(GoldenRun.complete(), GoldenRun.unfinished(), failedRun(), armedRun())) {
      RunFile.write(run, file);
      assertEquals(Set.of(), validated(Files.readString(file)));
    }
  }

  private static Run armedRun() {
    MetricKind kind = new MetricKind("loadTimeNs", "ns", Better.LOWER, Assumption.NOISY);
    Metric metric = VersusRuns.metric(kind, 1, 2, 3);
    return VersusRuns.of(List.of(metric), List.of(metric));
  }

  @Test
  void theArmsOfARunAreReadBack() throws IOException {
    RunFile.write(armedRun(), file);
    assertEquals(armedRun(), RunFile.read(file));
    damagedArms("\"versus\"", "\"other\"", "belongs to an arm that the run does not have");
    damagedArms("\"name\": \"B\", \"of\"", "\"name\": \"C\", \"of\"", "an arm is A or B, got C");
    damagedArms("\"tolerance\": 0.01", "\"tolerance\": 2", "tolerance must be in (0, 1), got 2");
  }

  private void damagedArms(String from, String to, String problem) throws IOException {
    RunFile.write(armedRun(), file);
    Files.writeString(file, Files.readString(file).replace(from, to));
    UnreadableRunException e = assertThrows(UnreadableRunException.class, () -> RunFile.read(file));
    assertTrue(e.getMessage().contains(problem), e.getMessage());
  }

  @Test
  void theSchemaRefusesWhatIsNoRun() throws IOException {
    RunFile.write(GoldenRun.complete(), file);
    String text = Files.readString(file).replace("\"block\": 0, \"samples\"", "\"samples\"");
    assertFalse(validated(text).isEmpty());
  }

  private static Run failedRun() {
    return SampleRuns.quick().failing((cell, block) -> block == 2).build();
  }

  private static Set<ValidationMessage> validated(String document) throws IOException {
    JsonSchemaFactory factory = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
    try (InputStream in = Run.class.getResourceAsStream("run-1.schema.json")) {
      JsonSchema schema = factory.getSchema(in);
      return schema.validate(new ObjectMapper().readTree(document));
    }
  }

  @Test
  void fieldsOfALaterProgramAreIgnored() throws IOException {
    damaged("\"status\"", "\"invented\": {\"a\": [1, {\"b\": null}]}, \"status\"");
    assertEquals(GoldenRun.complete(), RunFile.read(file));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`\"tare-run\"` | `\"other\"` | line 2, column 13: this is a document of schema \"other\"",
        "`\"schemaVersion\": 1` | `\"schemaVersion\": 2` | this one reads version 1",
        "`\"complete\"` | `\"finished\"` | line 5, column 13: unknown status \"finished\"",
        "`\"2026-11-20T22:53:00Z\"` | `\"yesterday\"` | a UTC time such as",
        "`\"seed\": 42` | `\"seed\": \"x\"` | a whole number is expected, got a text",
        "`\"seed\": 42` | `\"seed\": 99999999999999999999` | a whole number between",
        "`\"blocks\": 2` | `\"blocks\": 0` | blocks must be 1 or more, got 0",
        "`\"suite\": \"quick\",` | `` | field \"suite\" is missing",
        "`\"fileSizeBytes\": 345086362` | `\"fileSizeBytes\": -1` | sizes must be 0 or more",
        "`[140500000, 141250000.5]` | `[140500000, -1]` | imageLatencyNs, block 0: ns below 0",
        "`[140500000, 141250000.5]` | `[140500000, NaN]` | not valid JSON: Non-standard token 'NaN'",
        "`[140500000, 141250000.5]` | `[140500000, \"NaN\"]` | a number is expected, got a text",
        "`[140500000, 141250000.5]` | `[140500000, 1e999]` | a finite number is expected",
        "`[140500000, 141250000.5]` | `[]` | block 0 has no samples",
        "`HISTFAAAAC54` | `HIST-AAAAC54` | line 96, column 76: histogram: not base64",
        "`HISTFAAAAC54` | `HISTFAAAAC64` | histogram: its content is not deflated data",
        "`HISTFAAAAC54` | `` | histogram: not HdrHistogram's compressed form",
        "`\"latencies\": \"H` | `\"latencies\": [], \"x\": \"H` | a text is expected, got an array",
        "`\"unit\": \"ns\",\n          \"better\": \"lower\",\n          \"assumption\": \"noisy\",\n          \"perc` | `\"unit\": \"s\", \"better\": \"lower\", \"assumption\": \"noisy\", \"perc` | a histogram of latencies, but its unit is s",
        "`1, \"samples\": [139` | `0, \"samples\": [139` | block indexes must ascend",
        "`\"stealShare\": 0}` | `\"stealShare\": \"x\"}` | a number is expected, got a text",
        "`\"disturbances\": [` | `\"unknown\": [` | set aside without a disturbance",
        "`\"name\": \"outputHash\"` | `\"name\": \"imageLatencyNs\"` | imageLatencyNs appears twice",
        "`\"cpuModel\": \"Example CPU\"` | `\"cpuModel\": \"Other CPU\"` | the document was edited",
        "`\"status\": \"complete\"` | `\"id\": \"x\", \"status\": \"complete\"` | Duplicate",
      })
  void damageIsNamedWithItsPlaceInOneLine(String found, String replaced, String expected)
      throws IOException {
    damaged(found, replaced == null ? "" : replaced);
    assertRefused(expected);
  }

  @Test
  void aCellThatAppearsTwiceIsRefused() throws IOException {
    RunFile.write(GoldenRun.complete(), file);
    String text = Files.readString(file);
    int start = text.indexOf("    {\n      \"id\": \"ImageEmbedding");
    int end = text.indexOf("\n    }\n  ],\n  \"warnings\"", start);
    String cell = text.substring(start, end) + "\n    },\n";
    Files.writeString(file, text.substring(0, start) + cell + text.substring(start));
    assertRefused("appears twice");
  }

  @Test
  void anEmptyFileIsRefused() throws IOException {
    Files.writeString(file, "");
    assertRefused("is empty");
  }

  @Test
  void everyTruncationIsRefusedInOneLine() throws IOException {
    RunFile.write(GoldenRun.complete(), file);
    String text = Files.readString(file);
    for (int length = 1; length < text.length() - 2; length += 37) {
      Files.writeString(file, text.substring(0, length));
      assertRefused("line ");
    }
  }

  @Test
  void deepNestingIsRefusedWithoutAStackOverflow() throws IOException {
    damaged("\"settings\": {", "\"settings\": {\"deep\": " + "[".repeat(100_000) + "{");
    assertRefused("a limit is exceeded");
    Files.writeString(file, "[".repeat(1_000_000));
    assertRefused("an object is expected");
  }

  @Test
  void percentilesAreWrittenWhenTheRunHasEndedAndNeverReadBack() throws IOException {
    RunFile.write(GoldenRun.unfinished(), file);
    assertFalse(Files.readString(file).contains("\"percentiles\""));
    damaged("\"count\": 61, \"p50\": ", "\"count\": 7, \"p50\": 9");
    assertEquals(GoldenRun.complete(), RunFile.read(file));
  }

  @Test
  void aHugeHistogramIsRefusedUndecoded() throws IOException {
    damaged("HISTFAAA", "HIST" + "A".repeat(800_000));
    assertRefused("histogram: 800");
    damaged("HISTFAAA", "HIST" + "A".repeat(2 << 20));
    assertRefused("a limit is exceeded");
  }

  @Test
  void aHugeFileIsRefusedUnread() throws IOException {
    try (RandomAccessFile huge = new RandomAccessFile(file.toFile(), "rw")) {
      huge.setLength(200L << 20);
    }
    assertRefused("has 209715200 bytes; at most 67108864 are read");
  }

  @Test
  void somethingAfterTheDocumentIsRefused() throws IOException {
    RunFile.write(GoldenRun.complete(), file);
    Files.writeString(file, Files.readString(file) + "{}");
    assertRefused("something follows the end of the document");
  }

  @Test
  void aFolderAndAMissingFileAreRefused() {
    file = folder;
    assertRefused("is a folder");
    file = folder.resolve("none.json");
    assertRefused("there is no such file");
  }

  @Test
  void controlCharactersOfAFileNeverReachTheMessage() throws IOException {
    damaged("\"complete\"", "\"\\u001b[31mred\\nsecond line\"");
    assertRefused("\\u001b[31mred\\u000asecond line");
  }

  @Test
  void aFailedWriteLeavesTheOldFileAndNoOther() throws IOException {
    Files.writeString(file, "old");
    assertThrows(
        UnwritableFileException.class,
        () ->
            AtomicFile.write(
                file,
                out -> {
                  out.write(1);
                  throw new IOException("No space left on device");
                }));
    assertEquals("old", Files.readString(file));
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(file), files.toList());
    }
  }

  @Test
  void aDeviceIsWrittenToAndNotReplaced() throws IOException {
    assumeTrue(Files.isWritable(Path.of("/dev/null")));
    // A link, so that a mistake would cost the link and not the machine's device.
    Path device = Files.createSymbolicLink(folder.resolve("device"), Path.of("/dev/null"));
    RunFile.write(GoldenRun.complete(), device);
    assertFalse(Files.isRegularFile(device));
  }

  @Test
  void writingWhereAFolderStandsIsRefused() {
    UnwritableFileException e =
        assertThrows(
            UnwritableFileException.class, () -> RunFile.write(GoldenRun.complete(), folder));
    assertTrue(e.getMessage().contains("is a folder"), e.getMessage());
  }

  private void damaged(String found, String replaced) throws IOException {
    RunFile.write(GoldenRun.complete(), file);
    String text = Files.readString(file);
    assertTrue(text.contains(found), "the golden document lacks " + found);
    int at = text.indexOf(found);
    Files.writeString(file, text.substring(0, at) + replaced + text.substring(at + found.length()));
  }

  private void assertRefused(String expected) {
    UnreadableRunException e = assertThrows(UnreadableRunException.class, () -> RunFile.read(file));
    assertTrue(e.getMessage().contains(expected), e.getMessage());
    assertTrue(e.getMessage().startsWith(file + ": "), e.getMessage());
    assertTrue(e.getMessage().lines().count() == 1 && e.getMessage().length() < 500);
    assertFalse(e.getMessage().contains("\u001b"));
  }

  @Test
  void aRunThatNobodyCouldReadAgainIsNotWritten() throws IOException {
    Run run = SampleRuns.quick().build();
    long size = RunFile.write(run, file);
    assertEquals(Files.size(file), size);
    byte[] before = Files.readAllBytes(file);

    assertEquals(size, RunFile.write(run, file, size));
    UnwritableFileException e =
        assertThrows(UnwritableFileException.class, () -> RunFile.write(run, file, size - 1));

    assertTrue(e.getMessage().contains("larger than the " + (size - 1) + " bytes that are read"));
    assertArrayEquals(before, Files.readAllBytes(file));
  }

  @ParameterizedTest
  @EnumSource(StopReason.class)
  void theSchemaKnowsEveryWayToEnd(StopReason reason) throws IOException {
    Run golden = GoldenRun.complete();
    Stop stop = new Stop(reason, 0.02, Map.of());
    Run ended =
        new Run(
            golden.id(),
            golden.status(),
            golden.startedAt(),
            golden.finishedAt(),
            golden.tool(),
            golden.plan(),
            golden.machine(),
            golden.models(),
            golden.cells().stream().map(cell -> cell.withStop(Optional.of(stop))).toList(),
            golden.warnings());
    RunFile.write(ended, file);
    assertEquals(Set.of(), validated(Files.readString(file)));
    assertEquals(ended, RunFile.read(file));
  }
}
