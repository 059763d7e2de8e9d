package dev.tare.bench.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tare.bench.driver.RunSession;
import dev.tare.bench.plan.BenchmarkSpec;
import dev.tare.fixtures.CacheFolder;
import dev.tare.fixtures.ggml.LlamaLibrary;
import dev.tare.results.roofline.Shares;
import dev.tare.results.run.Assumption;
import dev.tare.results.run.Cell;
import dev.tare.results.run.Fork;
import dev.tare.results.run.Metric;
import dev.tare.results.run.Run;
import dev.tare.results.run.RunStatus;
import dev.tare.results.store.RunFile;
import dev.tare.results.verdict.Row;
import dev.tare.results.verdict.VersusComparator;
import dev.tare.results.verdict.VersusComparison;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way, with the real engines and very small models. */
class EndToEndTest {
  private static final String SUITE =
      """
      name: end-to-end
      blocks: 1
      variants: [FP32, INT8, F16, Q4_0]
      benchmarks:
        - name: ModelLoadBenchmark
          parameters: {cache: [warm, cold]}
          warmup: {iterations: 0}
          measurement: {iterations: 2}
        - name: PromptProcessingBenchmark
          parameters: {promptTokens: 32}
          warmup: {atMost: 100ms}
          measurement: {iterations: 2, time: 20ms}
        - name: TokenGenerationBenchmark
          parameters: {depth: 8, tokens: 4}
          warmup: {atMost: 100ms}
          measurement: {iterations: 2, time: 20ms}
        - name: GenerationBenchmark
          parameters: {promptTokens: 16, tokens: 4}
          warmup: {atMost: 100ms}
          measurement: {iterations: 2, time: 20ms}
        - name: ImageEmbeddingBenchmark.embed
          warmup: {atMost: 100ms}
          measurement: {iterations: 2, time: 20ms}
        - name: ImageEmbeddingBenchmark.preprocess
          warmup: {iterations: 0}
          measurement: {iterations: 2, time: 20ms}
        - name: CosineSimilarityBenchmark
          warmup: {iterations: 0}
          measurement: {iterations: 1}
      """;

  @TempDir Path home;

  private final TareCommand command = new TareCommand();
  private final StringWriter out = command.out;
  private final StringWriter err = command.err;

  private int tare(String... args) {
    return command.run(home, args);
  }

  private Path suite(String text) throws IOException {
    return Files.writeString(home.resolve("suite.yaml"), text);
  }

  private List<Path> files(String folder) throws IOException {
    Path path = home.resolve(folder);
    try (Stream<Path> files = Files.exists(path) ? Files.list(path) : Stream.empty()) {
      return files.sorted().toList();
    }
  }

  @Test
  void aRunIsMeasuredKeptShownAcceptedAndCompared() throws IOException {
    int code =
        tare("run", "--models", "tiny", "--keep-disturbed", "--suite", suite(SUITE).toString());

    assertEquals(0, code, () -> err + "\n" + out);
    List<Path> files = files("results/runs");
    assertEquals(2, files.size(), files::toString);
    Run run = RunFile.read(files.get(1));
    assertEquals(RunStatus.COMPLETE, run.status());
    assertEquals(4, run.models().size());
    assertEquals(
        Set.of(
            "ModelLoadBenchmark.load",
            "PromptProcessingBenchmark.prefill",
            "TokenGenerationBenchmark.decode",
            "GenerationBenchmark.generate",
            "ImageEmbeddingBenchmark.embed",
            "ImageEmbeddingBenchmark.preprocess",
            "CosineSimilarityBenchmark.cosine"),
        run.cells().stream().map(Cell::benchmark).collect(Collectors.toSet()));
    for (Cell cell : run.cells()) {
      Set<String> names = new TreeSet<>();
      cell.metrics().stream().map(Metric::kind).forEach(kind -> names.add(kind.name()));
      cell.absent().forEach(absent -> names.add(absent.name()));
      assertTrue(names.contains("peakRssBytes"), cell.id() + names);
      assertTrue(names.contains("majorFaults"), cell.id() + names);
      boolean steadies =
          BenchmarkSpec.find(cell.benchmark()).filter(BenchmarkSpec::becomesSteady).isPresent();
      for (Fork fork : cell.forks()) {
        assertEquals(steadies, fork.warmup().isPresent(), cell.id());
      }
    }
    assertTrue(run.machine().findings().size() > 10, run.machine().findings()::toString);
    for (Cell cell : run.cells()) {
      boolean limited = cell.benchmark().matches(".*\\.(prefill|decode|embed)");
      assertEquals(limited, Shares.of(run, cell).isPresent(), cell.id());
    }
    assertEquals(List.of(), run.roofline().absent());
    for (Cell cell : run.cells()) {
      if ("cold".equals(cell.parameters().get("cache"))) {
        // The driver has read the same files: what it still maps would not be dropped.
        assertColdOrMarked(cell);
      }
    }
    for (String column : List.of("load", "prefill", "decode", "first token", "image", "cosine")) {
      assertTrue(out.toString().contains(column), out::toString);
    }
    assertFalse((out + "" + err).contains("llama_"), "native logs stay out of the terminal");
    JsonNode jmh = new ObjectMapper().readTree(files.get(0).toFile());
    assertEquals(run.cells().size(), jmh.size());
    assertTrue(jmh.get(0).path("primaryMetric").path("rawData").get(0).size() > 0);

    assertEquals(
        0, tare("baseline", "accept", run.id(), "--why", "first", "--force"), err::toString);
    assertEquals(0, tare("diff", "baseline", run.id()), () -> err + "\n" + out);

    aRunThatWasKilledAfterItsLastForkGetsWhatItLacks(files.get(1), files.get(0));
  }

  private void aRunThatWasKilledAfterItsLastForkGetsWhatItLacks(Path document, Path jmh)
      throws IOException {
    byte[] measured = Files.readAllBytes(document);
    byte[] forViewers = Files.readAllBytes(jmh);
    Path unfinished = jmh.resolveSibling("." + jmh.getFileName() + ".0123abcd.tmp");
    Files.move(jmh, unfinished);

    assertEquals(0, tare("run", "--resume", document.toString()), err::toString);

    assertTrue(err.toString().contains("nothing is left to measure"), err::toString);
    assertEquals(List.of(jmh, document), files("results/runs"));
    assertArrayEquals(measured, Files.readAllBytes(document));
    assertArrayEquals(forViewers, Files.readAllBytes(jmh));
  }

  private static void assertColdOrMarked(Cell cell) throws IOException {
    String fileSystem = Files.getFileStore(CacheFolder.resolve()).type();
    boolean cold = cell.metric("loadTimeNs").isPresent();
    assertTrue(cold || Set.of("tmpfs", "ramfs", "zfs").contains(fileSystem), cell::toString);
    double share = cell.metric("residentShareBeforeLoad").orElseThrow().blockMeans()[0];
    assertTrue(cold ? share <= 0.01 : share > 0.01, cell::toString);
  }

  @Test
  void twoArmsAreMeasuredJudgedResumedAndRefusedAsABaseline() throws IOException {
    String suite =
        """
        name: arms
        benchmarks:
          - name: TokenGenerationBenchmark
            parameters: {threads: 1, tokens: 4}
            warmup: {iterations: 0}
            measurement: {iterations: 2, time: 20ms}
          - name: ImageEmbeddingBenchmark.embed
            parameters: {threads: 1}
        """;
    String other = "jvmArgs=-Dtare.trial.slowdownPercent=900,mmap=off";

    int code =
        tare(
            "run",
            "--models",
            "tiny",
            "--keep-disturbed",
            "--only",
            "decode.*F16",
            "--suite",
            suite(suite).toString(),
            "--blocks",
            "2",
            "--versus",
            other);

    assertEquals(3, code, () -> err + "\n" + out);
    assertTrue(err.toString().contains("warning: 2 pairs cannot show any regression"), "" + err);
    assertTrue(out.toString().startsWith("A  as configured\nB  jvmArgs="), out::toString);
    Path file = files("results/runs").get(1);
    Run run = RunFile.read(file);
    assertEquals(2, run.cells().size());
    assertTrue(
        run.warnings().stream().anyMatch(warning -> warning.startsWith("2 pairs cannot show")),
        run.warnings()::toString);
    VersusComparison found = VersusComparator.compare(run);
    long judged = found.rows().stream().filter(EndToEndTest::isNoisy).count();
    Matcher planned = Pattern.compile("up to (\\d+) noisy metrics").matcher(err.toString());
    assertTrue(planned.find() && judged <= Integer.parseInt(planned.group(1)), judged + "\n" + err);
    for (Cell cell : run.cells()) {
      assertTrue(cell.arm().orElseThrow().inTurns());
      assertEquals(20, cell.metric("decodeTokensPerSecond").get().blocks().get(0).samples().size());
    }
    assertTrue(mean(run, 1, "decodeTokensPerSecond") < mean(run, 0, "decodeTokensPerSecond"));
    assertTrue(mean(run, 1, "loadedRssFileBytes") < mean(run, 0, "loadedRssFileBytes"));
    assertTrue(run.machine().findings().size() > 10, run.machine().findings()::toString);
    // The canaries of the first block and of the last; no share of a model that may be an arm's.
    assertEquals(2, run.roofline().limits().get(0).roundTimesNs().size());
    assertEquals(List.of(), run.roofline().work());
    assertTrue(run.cells().stream().allMatch(cell -> Shares.of(run, cell).isEmpty()));

    assertEquals(2, tare("baseline", "accept", run.id(), "--force"));
    assertTrue(err.toString().contains("cannot be a baseline"), err::toString);
    assertEquals(2, tare("diff", run.id(), run.id()));
    assertEquals(1, err.toString().lines().count(), err::toString);
    assertEquals(3, tare("versus", run.id(), "--format", "json"), err::toString);
    assertEquals(2, new ObjectMapper().readTree(out.toString()).path("arms").size());

    // As if the machine had gone down before arm B's second fork.
    Cell lost = run.cells().get(1);
    List<Metric> kept =
        lost.metrics().stream()
            .map(metric -> new Metric(metric.kind(), metric.blocks().subList(0, 1)))
            .toList();
    RunFile.write(interrupted(run, lost, kept), file);
    aLogThatCannotBeWrittenEndsTheRunAsItStands(file);
    assertEquals(3, tare("run", "--resume", file.toString()), () -> err + "\n" + out);
    Run whole = RunFile.read(file);
    for (int arm = 0; arm < 2; arm++) {
      // The pair is measured anew as a whole: its arms must run one right after the other.
      assertEquals(2, whole.cells().get(arm).forks().size());
      assertEquals(run.cells().get(arm).forks().get(0), whole.cells().get(arm).forks().get(0));
      assertNotEquals(run.cells().get(arm).forks().get(1), whole.cells().get(arm).forks().get(1));
    }
    assertEquals(run.plan(), whole.plan());
    assertEquals(run.versus(), RunFile.read(file).versus());
  }

  private void aLogThatCannotBeWrittenEndsTheRunAsItStands(Path document) throws IOException {
    Path inTheWay = Files.createFile(RunSession.logs(document));

    assertEquals(3, tare("run", "--resume", document.toString()), () -> err + "\n" + out);

    assertTrue(err.toString().contains(inTheWay + " is in the way"), err::toString);
    assertTrue(err.toString().contains("What was measured until then is in "), err::toString);
    assertEquals(1, RunFile.read(document).cells().get(1).forks().size());
    Files.delete(inTheWay);
  }

  private static boolean isNoisy(Row row) {
    return row.kind().assumption() == Assumption.NOISY;
  }

  private static Run interrupted(Run run, Cell lost, List<Metric> kept) {
    Cell half =
        new Cell(
            lost.benchmark(),
            lost.family(),
            lost.variant(),
            lost.parameters(),
            lost.plannedBlocks(),
            lost.forks().subList(0, 1),
            kept,
            lost.absent(),
            lost.stop(),
            lost.arm());
    return new Run(
        run.id(),
        RunStatus.RUNNING,
        run.startedAt(),
        Optional.empty(),
        run.tool(),
        run.plan(),
        run.machine(),
        run.models(),
        List.of(run.cells().get(0), half),
        run.warnings(),
        run.versus());
  }

  @Test
  void armsThatAreTheSameAnswerTheSame() throws IOException {
    String[] args = {"run", "--models", "tiny", "--only", "prefill.*Q4_0", "--blocks", "1"};
    List<String> all = new ArrayList<>(List.of(args));
    all.addAll(List.of("--keep-disturbed", "--versus", "threads=1:threads=1"));

    assertEquals(3, tare(all.toArray(String[]::new)), () -> err + "\n" + out);

    assertTrue(out.toString().matches("(?s).*outputHash +(\\d+) +\\1 +unchanged.*"), out::toString);
    assertEquals(1, RunFile.read(files("results/runs").get(1)).plan().blocks());
  }

  /** An ELF file may be longer than it says; it is another file that computes the same. */
  private Path otherLibrary(String name) throws IOException {
    Path copy = Files.copy(LlamaLibrary.file(), home.resolve(name));
    return Files.write(copy, new byte[1 + name.length()], StandardOpenOption.APPEND);
  }

  @Test
  void anotherLibraryIsHeldAgainstTheReferenceOfTheUsualOne() throws IOException {
    String before = System.setProperty(CacheFolder.PROPERTY, home.resolve("cache").toString());
    try {
      compareLibraries();
    } finally {
      if (before == null) {
        System.clearProperty(CacheFolder.PROPERTY);
      } else {
        System.setProperty(CacheFolder.PROPERTY, before);
      }
    }
  }

  private void compareLibraries() throws IOException {
    Path kept = CacheFolder.resolve().resolve("embeddings");
    String[] cells = {"run", "--models", "tiny", "--only", "Cosine.*Q4_0", "--blocks", "2"};
    List<String> same = new ArrayList<>(List.of(cells));
    same.addAll(List.of("--versus", "same"));
    tare(same.toArray(String[]::new));
    List<Path> usual = names(kept);
    assertEquals(1, usual.size(), () -> err + "\n" + out);
    deleteAll(kept);

    List<String> other = new ArrayList<>(List.of(cells));
    String arms = "lib=" + otherLibrary("a.so") + ":lib=" + otherLibrary("bb.so");
    other.addAll(List.of("--versus", arms));
    tare(other.toArray(String[]::new));

    assertEquals(usual, names(kept), () -> err + "\n" + out);
    assertTrue(out.toString().matches("(?s).*cosineMean +(0\\.\\d+) +\\1 .*unchanged.*"), "" + out);
    Run run = RunFile.read(files("results/runs").get(3));
    assertEquals(List.of(), run.cells().get(0).failedForks());
  }

  private static void deleteAll(Path folder) throws IOException {
    for (Path file : names(folder)) {
      Files.delete(file);
    }
  }

  private static List<Path> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.exists(folder) ? Files.list(folder) : Stream.empty()) {
      return files.sorted().toList();
    }
  }

  private static double mean(Run run, int cell, String metric) {
    return Arrays.stream(run.cells().get(cell).metric(metric).orElseThrow().blockMeans())
        .average()
        .orElseThrow();
  }

  @Test
  void aDryRunListsTheCellsAndWritesNothing() throws IOException {
    assertEquals(0, tare("run", "--models", "tiny", "--dry-run", "--only", "decode.*Q4_0"));

    assertTrue(out.toString().contains("TokenGenerationBenchmark.decode gemma3-tiny/Q4_0"));
    assertTrue(out.toString().contains("1 cell, 3 forks"), out::toString);
    assertEquals(List.of(), files("results/runs"));
  }

  @Test
  void everyProblemOfASuiteIsALineOnStandardError() throws IOException {
    Path suite =
        suite("blocks: 0\nbenchmarks: [{name: Nothing}, {name: GenerationBenchmark, x: 1}]");

    assertEquals(2, tare("run", "--models", "tiny", "--suite", suite.toString()));

    assertEquals(3, err.toString().lines().count(), err::toString);
    assertTrue(err.toString().lines().allMatch(line -> line.startsWith("tare: " + suite)));
    assertEquals("", out.toString());
  }

  @Test
  void unusableArgumentsAreRefusedInOneLine() {
    for (String[] args :
        new String[][] {
          {"run", "--suite", "fast"},
          {"run", "--blocks", "-1"},
          {"run", "--time-budget", "never"},
          {"run", "--models", "missing.yaml"},
          {"run", "--models", "tiny", "--only", "["},
          {"run", "--models", "tiny", "--versus", "colour=red"},
          {"run", "--models", "tiny", "--versus", "model=/no/such"},
          {"run", "--models", "tiny", "--versus", "same", "--tolerance", "99"},
          {"run", "--tolerance", "1"},
          {"versus", "missing.json"},
          {"run", "--models", "tiny", "--only", "NoSuchCell"},
          {"run", "--resume", "missing.json"},
          {"run", "--sweet", "quick"},
          {"ruin"},
          {}
        }) {
      assertEquals(2, tare(args), () -> String.join(" ", args) + err);
      assertEquals(1, err.toString().lines().count(), err::toString);
      assertTrue(err.toString().startsWith("tare: "), err::toString);
    }
  }

  @Test
  void anOutputFolderThatIsAFileIsRefusedBeforeAnythingRuns() throws IOException {
    Path file = Files.writeString(home.resolve("file"), "mine");

    int code = tare("run", "--models", "tiny", "--only", "decode.*Q4_0", "--out", file.toString());

    assertEquals(2, code);
    assertTrue(err.toString().contains(file + ": cannot write runs there"), err::toString);
    assertEquals("mine", Files.readString(file));
  }

  @Test
  void aTruncatedModelIsRefusedBeforeTheFirstFork() throws IOException {
    Path model = Files.writeString(home.resolve("cut.gguf"), "GGUF");
    Path models =
        Files.writeString(
            home.resolve("models.yaml"),
            "families: {f: {modality: text, variants: {F16: {file: cut.gguf, reference: true}}}}");

    assertEquals(2, tare("run", "--models", models.toString()));

    assertTrue(err.toString().contains(model.getFileName().toString()), err::toString);
    assertEquals(1, err.toString().lines().count(), err::toString);
    assertEquals(List.of(), files("results/runs"));
  }
}
