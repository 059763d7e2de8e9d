package dev.tare.results.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tare.results.run.Absent;
import dev.tare.results.run.Assumption;
import dev.tare.results.run.Better;
import dev.tare.results.run.Block;
import dev.tare.results.run.Cell;
import dev.tare.results.run.Metric;
import dev.tare.results.run.MetricKind;
import dev.tare.results.run.Run;
import dev.tare.results.run.RunStatus;
import dev.tare.results.store.UnreadableRunException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JmhInputTest {
  private static final String INC = "org.example.CounterBenchmark.inc";
  private static final String THROUGHPUT = "throughputPerSecond";
  private static final String TIME = "timePerOperationNs";

  @TempDir private Path folder;

  private Run run(JmhText... results) throws IOException {
    return run("results.json", JmhText.file(results));
  }

  private Run run(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(file, text);
    return RunInput.read(file, Optional.of("ci"));
  }

  private Cell cell(JmhText result) throws IOException {
    return run(result).cells().get(0);
  }

  private static List<List<Double>> samples(Metric metric) {
    return metric.blocks().stream().map(Block::samples).toList();
  }

  private String refusal(JmhText... results) {
    String message = assertThrows(UnreadableRunException.class, () -> run(results)).getMessage();
    assertEquals(1, message.lines().count(), message);
    return message;
  }

  @Test
  void aForkIsABlockAndAnIterationASample() throws IOException {
    Run run = run(JmhText.of(INC).raw("[[100, 101], [102, 103.5], [98, 99]]"));
    Cell cell = run.cells().get(0);

    assertEquals("org.example.CounterBenchmark.inc jmh/thrpt threads=4", cell.id());
    assertEquals(3, cell.plannedBlocks());
    assertEquals(List.of(), cell.failedForks());
    Metric metric = cell.metrics().get(0);
    assertEquals(new MetricKind(THROUGHPUT, "1/s", Better.HIGHER, Assumption.NOISY), metric.kind());
    assertEquals(
        List.of(List.of(100.0, 101.0), List.of(102.0, 103.5), List.of(98.0, 99.0)),
        samples(metric));
    assertEquals(List.of(0, 1, 2), metric.blocks().stream().map(Block::block).toList());
    assertEquals(1, cell.metrics().size());
    assertEquals(RunStatus.COMPLETE, run.status());
    assertEquals("jmh", run.plan().suite());
    assertEquals(3, run.plan().blocks());
    assertEquals(List.of(), run.warnings());
  }

  @ParameterizedTest
  @CsvSource({
    "thrpt, ops/ns, 1e9",
    "thrpt, ops/us, 1e6",
    "thrpt, ops/ms, 1e3",
    "thrpt, ops/s, 1",
    "thrpt, ops/min, 0.016666666666666666",
    "thrpt, ops/hr, 2.777777777777778e-4",
    "thrpt, ops/day, 1.1574074074074073e-5",
    "avgt, ns/op, 1",
    "avgt, us/op, 1e3",
    "avgt, ms/op, 1e6",
    "ss, s/op, 1e9",
    "ss, min/op, 6e10",
    "ss, hr/op, 3.6e12",
    "sample, day/op, 8.64e13",
  })
  void everyUnitBecomesOperationsPerSecondOrNs(String mode, String unit, double factor)
      throws IOException {
    Cell cell = cell(JmhText.of(INC).mode(mode, unit).raw("[[2], [4]]"));
    boolean rate = mode.equals("thrpt");
    Metric metric = cell.metric(rate ? THROUGHPUT : TIME).orElseThrow();
    assertEquals(mode, cell.variant());
    assertEquals(rate ? "1/s" : "ns", metric.kind().unit());
    assertEquals(rate ? Better.HIGHER : Better.LOWER, metric.kind().better());
    assertEquals(2 * factor, metric.blocks().get(0).samples().get(0), 1e-9 * factor);
    assertEquals(4 * factor, metric.blocks().get(1).samples().get(0), 1e-9 * factor);
  }

  @ParameterizedTest
  @CsvSource({
    "thrpt, us/op, mode thrpt does not go with scoreUnit \"us/op\"",
    "avgt, ops/s, mode avgt does not go with scoreUnit \"ops/s\"",
    "sample, ops/s, mode sample does not go with",
    "thrpt, tokens/s, scoreUnit \"tokens/s\" does not convert",
    "avgt, ns, scoreUnit \"ns\" does not convert",
    "avgt, parsec/op, does not convert",
    "all, ops/s, unknown mode \"all\"",
  })
  void mixedOrUnknownModesAndUnitsAreRefused(String mode, String unit, String problem) {
    String message = refusal(JmhText.of(INC).mode(mode, unit));
    assertTrue(message.contains(problem) && message.contains("line "), message);
  }

  @Test
  void parametersThreadsAndModeTellCellsApart() throws IOException {
    Run run =
        run(
            JmhText.of(INC),
            JmhText.of(INC).field("threads", "1"),
            JmhText.of(INC).mode("avgt", "ns/op"),
            JmhText.of(INC).parameter("size", "10").parameter("kind", "a b"),
            JmhText.of(INC).parameter("size", "20").parameter("kind", "a b"));
    assertEquals(
        List.of(
            INC + " jmh/thrpt threads=4",
            INC + " jmh/thrpt threads=1",
            INC + " jmh/avgt threads=4",
            INC + " jmh/thrpt kind=a b size=10 threads=4",
            INC + " jmh/thrpt kind=a b size=20 threads=4"),
        run.cells().stream().map(Cell::id).toList());
  }

  @Test
  void callsThatMakeOneOperationTellCellsApart() throws IOException {
    Run run =
        run(
            JmhText.of(INC).mode("ss", "ms/op"),
            JmhText.of(INC).mode("ss", "ms/op").field("measurementBatchSize", "50000"),
            JmhText.of(INC)
                .parameter("batchSize", "2")
                .mode("ss", "ms/op")
                .field("measurementBatchSize", "3"),
            JmhText.of("a.B.c").without("measurementBatchSize"));
    assertEquals(
        List.of(
            Map.of("threads", "4"),
            Map.of("threads", "4", "batchSize", "50000"),
            Map.of("threads", "4", "batchSize", "2", "jmhBatchSize", "3"),
            Map.of("threads", "4")),
        run.cells().stream().map(Cell::parameters).toList());
  }

  @Test
  void aParameterCalledThreadsStaysApartFromThoseOfJmh() throws IOException {
    Cell cell = cell(JmhText.of(INC).parameter("threads", "16"));
    assertEquals(Map.of("threads", "16", "jmhThreads", "4"), cell.parameters());
  }

  @Test
  void aResultThatAppearsTwiceIsRefused() {
    String message = refusal(JmhText.of(INC), JmhText.of(INC).raw("[[1], [2], [3]]"));
    assertTrue(message.contains(INC + " jmh/thrpt threads=4 appears twice"), message);
  }

  @Test
  void iterationsWithoutANumberAreLeftOutWithAWarning() throws IOException {
    Run run = run(JmhText.of(INC).raw("[[100, \"NaN\"], [102, 103], [\"-Infinity\", 99]]"));
    assertEquals(
        List.of(List.of(100.0), List.of(102.0, 103.0), List.of(99.0)),
        samples(run.cells().get(0).metrics().get(0)));
    assertEquals(RunStatus.COMPLETE, run.status());
    assertEquals(
        List.of(INC + " jmh/thrpt threads=4: 2 of 6 iterations have no number and are left out"),
        run.warnings());
  }

  @Test
  void ofManyResultsWithGapsTenAreNamed() throws IOException {
    List<JmhText> results = new ArrayList<>();
    for (int i = 0; i < 13; i++) {
      results.add(JmhText.of("a.B.c" + i).raw("[[1, \"NaN\"], [1, 1], [1, 1]]"));
    }
    List<String> warnings = run(results.toArray(JmhText[]::new)).warnings();
    assertEquals(11, warnings.size());
    assertTrue(warnings.get(9).startsWith("a.B.c9 "), warnings.get(9));
    assertEquals(
        "3 more results have iterations without a number, which are left out", warnings.get(10));
  }

  @Test
  void aForkWithoutANumberHasFailed() throws IOException {
    Run run = run(JmhText.of(INC).raw("[[100, 101], [\"NaN\", \"NaN\"], []]"));
    Cell cell = run.cells().get(0);
    assertEquals(List.of(List.of(100.0, 101.0)), samples(cell.metrics().get(0)));
    assertEquals(List.of(1, 2), cell.failedForks().stream().map(fork -> fork.block()).toList());
    assertEquals(RunStatus.INCOMPLETE, run.status());
  }

  @Test
  void aForkThatTheFileLacksHasFailed() throws IOException {
    Run run = run(JmhText.of(INC).field("forks", "4"));
    assertEquals(
        List.of(3), run.cells().get(0).failedForks().stream().map(f -> f.block()).toList());
    assertEquals(4, run.cells().get(0).plannedBlocks());
    assertEquals(RunStatus.INCOMPLETE, run.status());
  }

  @Test
  void aBenchmarkWithoutAnyNumberIsAbsentAndSaysWhy() throws IOException {
    Cell cell = cell(JmhText.of(INC).raw("[[\"NaN\"], [\"NaN\"], [\"NaN\"]]"));
    assertEquals(List.of(), cell.metrics());
    assertEquals(
        List.of(new Absent(THROUGHPUT, "JMH has no number for any iteration")), cell.absent());
    assertEquals(3, cell.failedForks().size());
  }

  @Test
  void benchmarksWithinJmhsOwnJvmAreOneBlockAndTheRunSaysSo() throws IOException {
    Run run = run(JmhText.of(INC).field("forks", "0").raw("[[5, 6]]"), JmhText.of("a.B.c"));
    assertEquals(1, run.cells().get(0).plannedBlocks());
    assertEquals(List.of(), run.cells().get(0).failedForks());
    assertEquals(
        List.of(
            "1 of 2 results come from one fork, which shows no spread; run JMH with -f 3 or more"),
        run.warnings());
  }

  @Test
  void histogramsGiveAMeanPerIterationAndPercentilesPerFork() throws IOException {
    String fork = "[[[10, 2], [20, 2]], [[30, 1]]]";
    Cell cell =
        cell(
            JmhText.of(INC)
                .mode("sample", "us/op")
                .histogram("[" + fork + ", [[[7.5, 4]], []], " + fork + "]"));

    Metric metric = cell.metric(TIME).orElseThrow();
    assertEquals(
        List.of(List.of(15_000.0, 30_000.0), List.of(7_500.0), List.of(15_000.0, 30_000.0)),
        samples(metric));
    Histogram all = metric.latencies().orElseThrow();
    assertEquals(14, all.getTotalCount());
    assertEquals(30_000, all.getMaxValue(), 30);
    assertEquals(7_500, all.getMinValue(), 8);

    // Of 10, 10, 20, 20, 30; the fork in the middle has too few operations for any percentile.
    Metric median = cell.metric("timePerOperationP50Ns").orElseThrow();
    assertEquals(List.of(0, 2), median.blocks().stream().map(Block::block).toList());
    assertEquals(20_000, median.blocks().get(0).samples().get(0), 20);
    assertEquals(
        List.of(
            new Absent("timePerOperationP90Ns", "p90 needs 29 samples or more, there are 5"),
            new Absent("timePerOperationP99Ns", "p99 needs 299 samples or more, there are 5")),
        cell.absent());
  }

  @Test
  void operationsOfMoreThanTenMinutesHaveAMeanButNoPercentiles() throws IOException {
    Cell cell = cell(JmhText.of(INC).mode("sample", "min/op").histogram("[[[[9, 99], [11, 1]]]]"));
    Metric metric = cell.metric(TIME).orElseThrow();
    assertEquals(9.02 * 6e10, metric.blocks().get(0).mean(), 1);
    assertTrue(metric.latencies().isEmpty());
    assertEquals(3, cell.absent().size());
    assertTrue(cell.absent().get(0).reason().startsWith("an operation took longer than ten"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[[[[-1, 1]]]] | a time must be 0 or more, got -1.0",
        "[[[[1, 0]]]] | must be a whole number, in a fork from 1 to",
        "[[[[1, 1.5]]]] | must be a whole number",
        "[[[[1, -1]]]] | must be a whole number",
        "[[[[1, 1e12], [2, 1e12]]]] | must be a whole number, in a fork from 1 to 1099511627776",
        "[[[[1]]]] | a value and how often it was measured are expected",
        "[[[[1, 2, 3]]]] | nothing is expected after",
        "[[[1, 2]]] | an array is expected, got a number",
        "[[[[1, {}]]]] | a number is expected, got an object",
        "{} | an array is expected, got an object",
      })
  void damagedHistogramsAreRefused(String histogram, String problem) {
    String message = refusal(JmhText.of(INC).mode("sample", "us/op").histogram(histogram));
    assertTrue(message.contains(problem), message);
  }

  @Test
  void aHistogramOfRatesIsRefused() {
    String message = refusal(JmhText.of(INC).histogram("[[[[5, 1]]]]"));
    assertTrue(message.contains("a histogram of latencies, but its unit is 1/s"), message);
  }

  @Test
  void moreForksThanAnyJobHasAreRefused() {
    String raw = "[" + "[1],".repeat(10_000) + "[1]]";
    assertTrue(refusal(JmhText.of(INC).raw(raw)).contains("a metric of more than 10000 forks"));
    String histogram = "[" + "[[[1, 1]]],".repeat(10_000) + "[[[1, 1]]]]";
    JmhText result = JmhText.of(INC).mode("sample", "ns/op").histogram(histogram);
    assertTrue(refusal(result).contains("a metric of more than 10000 forks"));
  }

  @Test
  void theOrderOfFieldsIsFree() throws IOException {
    String text =
        "[{\"primaryMetric\": {\"rawDataHistogram\": [[[[2, 5]]]], \"scoreUnit\": \"ms/op\"},"
            + "\"threads\": 1, \"params\": {\"n\": \"1\"}, \"mode\": \"sample\", \"forks\": 1,"
            + "\"benchmark\": \"a.B.c\"}]";
    Cell cell = run("results.json", text).cells().get(0);
    assertEquals("a.B.c jmh/sample n=1 threads=1", cell.id());
    assertEquals(2e6, cell.metric(TIME).orElseThrow().blocks().get(0).mean());
    assertEquals(
        2e6, cell.metric("timePerOperationP50Ns").orElseThrow().blocks().get(0).mean(), 2e3);
  }

  @Test
  void profilersMetricsAreInBaseUnitsUnderTheirOwnNames() throws IOException {
    Cell cell =
        cell(
            JmhText.of(INC)
                .secondary("gc.alloc.rate.norm", "B/op", "[[24, 24], [24, 24], [24, 24]]")
                .secondary("gc.alloc.rate", "MB/sec", "[[1], [2], [3]]")
                .secondary("\u00b7gc.time", "ms", "[[3], [0], [1]]")
                .secondary("gc.count", "counts", "[[3], [0], [1]]")
                .secondary("hits", "ops/us", "[[3], [5], [1]]")
                .secondary("lag", "ms/op", "[[3], [5], [1]]")
                .secondary("CPI", "#", "[[0.5], [0.5], [0.6]]")
                .secondary("temperature", "\u00b0C", "[[-3], [5], [1]]"));
    assertMetric(cell, "gc.alloc.rate.norm", "bytes", Better.LOWER, 24);
    assertMetric(cell, "gc.alloc.rate", "bytes/s", Better.LOWER, 1 << 20);
    assertMetric(cell, "gc.time", "ns", Better.LOWER, 3e6);
    assertMetric(cell, "gc.count", "1", Better.LOWER, 3);
    assertMetric(cell, "secondary.hits", "1/s", Better.HIGHER, 3e6);
    assertMetric(cell, "secondary.lag", "ns", Better.LOWER, 3e6);
    assertMetric(cell, "secondary.CPI", "1", Better.SAME, 0.5);
    assertMetric(cell, "secondary.temperature", "\u00b0C", Better.SAME, -3);
    assertEquals(9, cell.metrics().size());
  }

  private static void assertMetric(
      Cell cell, String name, String unit, Better better, double first) {
    Metric metric = cell.metric(name).orElseThrow(() -> new AssertionError(name + ": " + cell));
    assertEquals(new MetricKind(name, unit, better, Assumption.NOISY), metric.kind());
    assertEquals(first, metric.blocks().get(0).samples().get(0), 1e-9 * Math.abs(first));
  }

  @Test
  void profilersMetricsWithoutANumberAreAbsent() throws IOException {
    Cell cell =
        cell(
            JmhText.of(INC)
                .secondary("stack", "---", "[[\"NaN\"], [\"NaN\"], [\"NaN\"]]")
                .secondary("gc.churn", "MB/sec", "[[], [], []]"));
    assertEquals(
        List.of(
            new Absent("secondary.stack", "JMH has no number for any iteration"),
            new Absent("gc.churn", "the file holds no iteration of it")),
        cell.absent());
    assertEquals(List.of(), cell.failedForks());
  }

  @Test
  void theJvmBelongsToTheMachine() throws IOException {
    Run run = run(JmhText.of(INC), JmhText.of("a.B.c"));
    assertEquals(
        Map.of(
            "machine", "ci",
            "jdkVersion", "17.0.15",
            "vmName", "OpenJDK 64-Bit Server VM",
            "vmVersion", "17.0.15+6"),
        run.machine().identity());
    assertEquals(Map.of("file", "results.json"), run.machine().notes());
  }

  @Test
  void severalJvmsInOneFileAreParametersOfTheCells() throws IOException {
    Run run =
        run(
            JmhText.of(INC),
            JmhText.of(INC).field("jdkVersion", "\"21.0.2\""),
            JmhText.of(INC).without("jdkVersion"));
    assertEquals(
        List.of(
            Map.of("threads", "4", "jdkVersion", "17.0.15"),
            Map.of("threads", "4", "jdkVersion", "21.0.2"),
            Map.of("threads", "4")),
        run.cells().stream().map(Cell::parameters).toList());
    assertEquals(
        List.of("machine", "vmName", "vmVersion"), List.copyOf(run.machine().identity().keySet()));
  }

  @Test
  void whatWasSetIsToldSoThatAChangeCanBe() throws IOException {
    Run run =
        run(
            JmhText.of(INC).field("jvmArgs", "[\"-Xmx2g\", \"-ea\"]"),
            JmhText.of("a.B.c").field("measurementTime", "\"1 s\""));
    assertEquals(
        Map.of(
            "jmh", "1.37",
            "warmup", "3 x 10 s",
            "measurement", "2 x 1 s, 2 x 5 s",
            "jvmArgs", "-Xmx2g -ea"),
        run.tool());
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01-26-d32fd12.json, 2026-01-26T00:00:00Z, d32fd12",
    "nightly_20260126T030405Z_0123456789abcdef.json, 2026-01-26T03:04:05Z, 0123456789abcdef",
    "bench-2026-01-26T03-04-05.JSON, 2026-01-26T03:04:05Z,",
    "2026-01-26.json, 2026-01-26T00:00:00Z,",
    "2026-01-26-results.json, 2026-01-26T00:00:00Z,",
    "2026-13-26-d32fd12.json, 2020-02-02T02:02:02Z, d32fd12",
    "run12026012699-d32fd12.json, 2020-02-02T02:02:02Z,",
    "d32fd12.json, 2020-02-02T02:02:02Z,",
  })
  void dateAndCommitAreThoseOfTheFilesName(String name, Instant time, String commit)
      throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(file, JmhText.file(JmhText.of(INC)));
    Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2020-02-02T02:02:02.5Z")));
    Run run = RunInput.read(file, Optional.of("ci"));
    assertEquals(time, run.startedAt());
    assertEquals(Optional.ofNullable(commit), Optional.ofNullable(run.tool().get("commit")));
  }

  @Test
  void theIdIsTheFilesNameAndContent() throws IOException {
    String text = JmhText.file(JmhText.of(INC));
    String id = run("a <b>\u0007.json", text).id();
    CRC32 sum = new CRC32();
    sum.update(text.getBytes(StandardCharsets.UTF_8));
    assertEquals(String.format(Locale.ROOT, "a-b-%08x", sum.getValue()), id);
    assertEquals(id, run("a <b>\u0007.json", text).id());
    assertNotEquals(id, run("a <b>\u0007.json", text + " ").id());
    assertTrue(run("___.json", text).id().startsWith("run-"));
    assertEquals(59, run("x".repeat(99) + ".json", text).id().length());
  }

  @ParameterizedTest
  @ValueSource(strings = {"benchmark", "mode", "threads", "forks"})
  void aResultWithoutOneOfThemIsRefused(String field) {
    String message = refusal(JmhText.of(INC).without(field));
    assertTrue(message.contains("field \"" + field + "\" is missing"), message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "forks | 2000000000 | forks must be from 0 to 10000, got 2000000000",
        "forks | -1 | forks must be from 0 to 10000",
        "forks | 1.5 | a whole number is expected",
        "forks | \"3\" | a whole number is expected, got a text",
        "measurementBatchSize | 0 | measurementBatchSize must be 1 or more, got 0",
        "threads | 0 | threads must be from 1 to 10000",
        "benchmark | \" \" | a cell needs a benchmark",
        "benchmark | 5 | a text is expected, got a number",
        "benchmark | null | field \"benchmark\" is missing",
        "jvmArgs | {} | an array is expected, got an object",
        "params | [] | an object is expected, got an array",
        "params | {\"a\": 1} | a text is expected, got a number",
        "params | {\"a\": \"1\", \"a\": \"2\"} | field \"a\" appears twice",
        "primaryMetric | [] | an object is expected, got an array",
        "primaryMetric | {\"rawData\": [[1]]} | field \"scoreUnit\" is missing",
        "primaryMetric | {\"scoreUnit\": \"ops/s\"} | field \"rawData\" is missing",
        "secondaryMetrics | {\"a\": null} | an object is expected, got null",
        "threads | 1, \"threads\": 2 | field \"threads\" appears twice",
      })
  void fieldsOfTheWrongTypeOrRangeAreRefused(String field, String json, String problem) {
    String message = refusal(JmhText.of(INC).field(field, json));
    assertTrue(message.contains(problem), message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[[-1], [2], [3]] | 1/s below 0",
        "[[1e999]] | a finite number is expected",
        "[[1e200]] | has a sample of 1.0E200",
        "[[1e-200]] | has a sample of 1.0E-200",
        "[[NaN]] | not valid JSON",
        "[[\"fast\"]] | a number or \"NaN\" is expected, got \"fast\"",
        "[[null]] | a number is expected, got null",
        "[1, 2] | an array is expected, got a number",
        "[[[1]]] | a number is expected, got an array",
        "5 | an array is expected",
      })
  void damagedScoresAreRefused(String raw, String problem) {
    String message = refusal(JmhText.of(INC).raw(raw));
    assertTrue(message.contains(problem), message);
  }

  @Test
  void aNegativeTimeIsRefused() {
    String message = refusal(JmhText.of(INC).mode("avgt", "ns/op").raw("[[1], [-0.5], [1]]"));
    assertTrue(message.contains("timePerOperationNs, block 1: ns below 0"), message);
  }
}
