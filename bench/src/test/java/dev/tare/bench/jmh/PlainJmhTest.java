package dev.tare.bench.jmh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tare.bench.ChildJvm;
import dev.tare.bench.engine.ForkArguments;
import dev.tare.bench.engine.llama.TinyGemma;
import dev.tare.bench.engine.onnx.TinyVit;
import dev.tare.bench.profile.MetricTable;
import dev.tare.bench.profile.TareProfiler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the benchmarks as a user of plain JMH does, with real engines and tiny models. */
class PlainJmhTest {
  private static final Set<String> ON_ALL =
      Set.of(
          "jvmBaselineRssBytes",
          "peakRssBytes",
          "loadedRssFileBytes",
          "loadedRssAnonBytes",
          "peakRssFileBytes",
          "peakRssAnonBytes",
          "jvmBaselineRssAnonBytes",
          "loadPeakRssBytes",
          "workPeakRssBytes",
          "steadyRssFileBytes",
          "steadyRssAnonBytes",
          "steadyRssSharedBytes",
          "unreclaimableRssBytes",
          "majorFaults",
          "voluntaryContextSwitches",
          "involuntaryContextSwitches",
          "gcTimeNs",
          "gcCount");

  @TempDir private static Path folder;

  @BeforeAll
  static void listModels() throws IOException {
    Files.writeString(
        folder.resolve("models.yaml"),
        """
        families:
          text:
            modality: text
            variants:
              F16: { file: "%s", reference: true }
          image:
            modality: image
            variants:
              FP32: { file: "%s", reference: true }
        """
            .formatted(TinyGemma.file(), TinyVit.file()));
  }

  @Test
  void loadingATextModelPublishesItsPhasesAndItsFirstInference() throws Exception {
    Outcome outcome = run("ModelLoadBenchmark.load", "text", "F16");
    outcome.publishes("loadTimeNs", "loadModelNs", "loadContextNs", "firstInferenceTimeNs");
    outcome.publishes("loadMapNs", "loadTensorsNs", "outputHash");
    outcome.publishes("kvCacheBytes", "computeBufferBytes");
    assertEquals("ss", outcome.mode());
    assertTrue(outcome.value("loadTimeNs") <= outcome.score(), "JMH's score holds the load");
    outcome.addsUp("loadModelNs", "loadMapNs", "loadTensorsNs");
    outcome.addsUp("loadTimeNs", "loadModelNs", "loadContextNs");
    assertEquals(1, outcome.value("residentShareBeforeLoad"), 0.01);
    assertTrue(outcome.value("loadDiskReadBytes") < Files.size(TinyGemma.file()) / 2.0);
  }

  @Test
  void aColdLoadIsVerifiedAndReadsItsFile() throws Exception {
    String type = Files.getFileStore(TinyGemma.file()).type();
    assumeTrue(!Set.of("tmpfs", "ramfs", "zfs").contains(type), () -> type + " keeps its pages");
    for (String family : List.of("text", "image")) {
      Path file = family.equals("text") ? TinyGemma.file() : TinyVit.file();
      String variant = family.equals("text") ? "F16" : "FP32";
      Outcome outcome = run("ModelLoadBenchmark.load", family, variant, "cache=cold");
      outcome.publishes("loadTimeNs", "loadModelNs", "firstInferenceTimeNs", "outputHash");
      assertEquals(0, outcome.value("residentShareBeforeLoad"), 0.01);
      double readBytes = outcome.value("loadDiskReadBytes");
      assertTrue(readBytes >= 0.9 * Files.size(file), file + ": " + readBytes);
    }
  }

  @Test
  void aLoadThatCannotBeMadeColdHasItsShareButNoTimes() throws Exception {
    Path memory = Path.of("/dev/shm");
    assumeTrue(
        Files.isWritable(memory) && Files.getFileStore(memory).type().equals("tmpfs"),
        "there is no tmpfs");
    Path model = Files.createTempFile(memory, "tare", ".gguf");
    try {
      Files.copy(TinyGemma.file(), model, StandardCopyOption.REPLACE_EXISTING);
      Path models = folder.resolve("memory.yaml");
      String list = Files.readString(folder.resolve("models.yaml"));
      Files.writeString(models, list.replace(TinyGemma.file().toString(), model.toString()));
      Outcome outcome = run(models, "ModelLoadBenchmark.load", "text", "F16", "cache=cold");
      assertEquals(1, outcome.value("residentShareBeforeLoad"));
      assertTrue(outcome.published().contains("peakRssBytes"), "memory does not depend on it");
      for (String time : List.of("loadTimeNs", "loadMapNs", "firstInferenceTimeNs")) {
        assertFalse(outcome.published().contains(time), time);
        String reason = "#tare-absent " + time + " not cold: 100.0 % of the file was in the page";
        assertTrue(outcome.output().contains(reason), outcome.output());
      }
    } finally {
      Files.delete(model);
    }
  }

  @Test
  void loadingAnImageModelPublishesItsPhasesAndItsFirstInference() throws Exception {
    run("ModelLoadBenchmark.load", "image", "FP32")
        .publishes("loadTimeNs", "firstInferenceTimeNs", "outputHash");
  }

  @Test
  void prefillPublishesItsRate() throws Exception {
    Outcome outcome = run("PromptProcessingBenchmark.prefill", "text", "F16", "promptTokens=48");
    outcome.publishes("prefillTokensPerSecond", "tokenCount", "outputHash");
    outcome.publishes("kvCacheBytes", "computeBufferBytes");
    assertEquals(48, outcome.value("tokenCount"));
  }

  @Test
  void decodePublishesItsRateAndItsLatencies() throws Exception {
    Outcome outcome =
        run("TokenGenerationBenchmark.decode", "text", "F16", "depth=16", "tokens=300");
    outcome.publishes("decodeTokensPerSecond", "tokenCount", "outputHash");
    outcome.publishes("kvCacheBytes", "computeBufferBytes");
    outcome.publishes(
        "decodeTokenLatencyP50Ns", "decodeTokenLatencyP90Ns", "decodeTokenLatencyP99Ns");
    assertEquals(
        1e9 / outcome.value("decodeTokensPerSecond"), outcome.value("decodeTokenLatencyNs"), 1);
    double perToken = outcome.score() / 300;
    double rate = outcome.value("decodeTokensPerSecond");
    assertEquals(1, perToken * rate / 1e9, 0.05, "the rate agrees with JMH's own score");
  }

  @Test
  void whatOpensTheModelIsNotCountedAsWork() throws Exception {
    for (String benchmark :
        List.of("TokenGenerationBenchmark.decode", "PromptProcessingBenchmark.prefill")) {
      Outcome outcome = run(benchmark, "text", "F16", "noWarmup");
      assertEquals(0, outcome.value("gcCount"), benchmark);
      assertEquals(0, outcome.value("gcTimeNs"), benchmark);
    }
  }

  @Test
  void tooFewSamplesLeaveAPercentileOutWithItsReason() throws Exception {
    Outcome outcome =
        run("TokenGenerationBenchmark.decode", "text", "F16", "tokens=3", "singleOperation");
    assertFalse(outcome.published().contains("decodeTokenLatencyP99Ns"));
    assertTrue(outcome.published().contains("decodeTokensPerSecond"));
    assertTrue(
        outcome.output().contains("p99 needs 299 samples or more, there are "), outcome.output());
  }

  @Test
  void generationPublishesItsTimesAndItsForkEndsAtOnce() throws Exception {
    Outcome outcome =
        run("GenerationBenchmark.generate", "text", "F16", "promptTokens=24", "tokens=12");
    outcome.publishes(
        "timeToFirstTokenNs", "generationTokensPerSecond", "generationDecodeTokensPerSecond");
    outcome.publishes("tokenCount", "outputHash");
    outcome.publishes("kvCacheBytes", "computeBufferBytes");
    assertFalse(outcome.output().contains("forked VM did not exit"), outcome.output());
  }

  @Test
  void embeddingPublishesItsLatencyAndItsRate() throws Exception {
    Outcome outcome = run("ImageEmbeddingBenchmark.embed", "image", "FP32", "batch=2");
    outcome.publishes("imageLatencyNs", "imagesPerSecond", "imageLatencyP50Ns", "outputHash");
    double perCall = outcome.value("imageLatencyNs");
    assertEquals(2e9 / perCall, outcome.value("imagesPerSecond"), 1);
  }

  @Test
  void preprocessingPublishesItsTime() throws Exception {
    run("ImageEmbeddingBenchmark.preprocess", "image", "FP32").publishes("preprocessTimeNs");
  }

  @Test
  void parsingPublishesItsTimeForEachFormat() throws Exception {
    run("ModelFileBenchmark.parse", "text", "F16").publishes("parseTimeNs");
    run("ModelFileBenchmark.parse", "image", "FP32").publishes("parseTimeNs");
    run("ModelFileBenchmark.parseSafetensors", "text", "F16").publishes("parseTimeNs");
  }

  @Test
  void quantizingPublishesItsRateAndAHashThatRepeats() throws Exception {
    Outcome once = run("QuantizeBenchmark.gguf", "text", "F16", "type=Q4_K_M");
    once.publishes("quantizeBytesPerSecond", "outputHash");
    Outcome more = run("QuantizeBenchmark.gguf", "text", "F16", "type=Q4_K_M", "threads=2");
    assertEquals(once.value("outputHash"), more.value("outputHash"));
    Outcome other = run("QuantizeBenchmark.gguf", "text", "F16", "type=Q8_0");
    assertNotEquals(once.value("outputHash"), other.value("outputHash"));
    run("QuantizeBenchmark.onnx", "image", "FP32")
        .publishes("quantizeBytesPerSecond", "outputHash");
  }

  @Test
  void theReferenceIsAsFaithfulAsCanBe() throws Exception {
    for (String family : List.of("text", "image")) {
      String variant = family.equals("text") ? "F16" : "FP32";
      Outcome outcome = run("CosineSimilarityBenchmark.cosine", family, variant);
      assertEquals(1.0, outcome.value("cosineMean"), family);
      assertEquals(1.0, outcome.value("cosineMin"), family);
      Outcome again = run("CosineSimilarityBenchmark.cosine", family, variant);
      assertEquals(1.0, again.value("cosineMin"), family);
    }
  }

  @Test
  void theOutputHashIsTheSameInEachFork() throws Exception {
    for (String benchmark :
        List.of(
            "TokenGenerationBenchmark.decode",
            "PromptProcessingBenchmark.prefill",
            "GenerationBenchmark.generate")) {
      double once = run(benchmark, "text", "F16").value("outputHash");
      assertEquals(once, run(benchmark, "text", "F16", "threads=2").value("outputHash"), benchmark);
    }
  }

  @Test
  void nativeOutputGoesToItsFileAndNeverToJmh() throws Exception {
    Outcome outcome = run("ModelLoadBenchmark.load", "text", "F16");
    assertFalse(outcome.output().contains("llama_model_loader"), outcome.output());
    assertTrue(Files.readString(folder.resolve("native.log")).contains("llama_model_loader"));
  }

  @Test
  void anUnknownVariantIsNamedWithThoseThereAre() throws Exception {
    Path models = folder.resolve("models.yaml");
    Path json = folder.resolve("x.json");
    ChildJvm.Outcome child = jmh(models, "ModelLoadBenchmark.load", "text", "Q9", json);
    assertTrue(
        child.output().contains("family text has no variant Q9; it has [F16]"), child.output());
  }

  private record Outcome(JsonNode result, String output) {
    String mode() {
      return result.required("mode").asText();
    }

    double score() {
      return result.required("primaryMetric").required("score").asDouble();
    }

    double value(String metric) {
      return result.required("secondaryMetrics").required(metric).required("score").asDouble();
    }

    void addsUp(String whole, String... parts) {
      double sum = List.of(parts).stream().mapToDouble(this::value).sum();
      assertEquals(value(whole), sum, whole);
    }

    Set<String> published() {
      Set<String> names = new TreeSet<>();
      for (Map.Entry<String, JsonNode> metric : result.required("secondaryMetrics").properties()) {
        // What an iteration could not measure is no number, never 0.
        if (metric.getValue().required("score").isNumber()) {
          names.add(metric.getKey());
        }
      }
      return names;
    }

    void publishes(String... names) {
      Set<String> published = published();
      assertTrue(published.containsAll(ON_ALL), published.toString());
      assertTrue(published.containsAll(List.of(names)), published.toString());
      published.forEach(name -> assertTrue(MetricTable.find(name).isPresent(), name));
      for (String name : names) {
        assertTrue(value(name) > 0, name + "=" + value(name));
      }
    }
  }

  private static Outcome run(String benchmark, String family, String variant, String... params)
      throws IOException, InterruptedException {
    return run(folder.resolve("models.yaml"), benchmark, family, variant, params);
  }

  private static Outcome run(
      Path models, String benchmark, String family, String variant, String... params)
      throws IOException, InterruptedException {
    Path json = Files.createTempFile(folder, "jmh", ".json");
    ChildJvm.Outcome child = jmh(models, benchmark, family, variant, json, params);
    assertEquals(0, child.exitCode(), child.output());
    JsonNode results = new ObjectMapper().readTree(json.toFile());
    assertEquals(1, results.size(), child.output());
    return new Outcome(results.get(0), child.output());
  }

  private static ChildJvm.Outcome jmh(
      Path models, String benchmark, String family, String variant, Path json, String... params)
      throws IOException, InterruptedException {
    List<String> args = new ArrayList<>(List.of("dev.tare.bench.jmh." + benchmark + "$"));
    args.addAll(List.of("-f", "1", "-i", "1", "-rf", "json", "-rff", json.toString()));
    args.addAll(List.of("-prof", TareProfiler.class.getName()));
    args.addAll(List.of("-jvmArgsAppend", String.join(" ", forkArguments(models))));
    args.addAll(List.of("-p", "family=" + family, "-p", "variant=" + variant));
    boolean once = List.of(params).contains("singleOperation");
    if (!benchmark.matches("(ModelLoad|Cosine|Quantize).*")) {
      String warmups = List.of(params).contains("noWarmup") ? "0" : "1";
      args.addAll(List.of("-wi", warmups, "-w", "10ms", "-r", once ? "1us" : "300ms"));
    }
    boolean threads = String.join(" ", params).contains("threads=");
    for (String param : params) {
      if (param.contains("=")) {
        args.addAll(List.of("-p", param));
      }
    }
    if (!threads) {
      args.addAll(List.of("-p", "threads=1"));
    }
    return ChildJvm.run(List.of("-Djmh.ignoreLock=true"), "org.openjdk.jmh.Main", args);
  }

  private static List<String> forkArguments(Path models) {
    List<String> arguments = new ArrayList<>(ForkArguments.jvmArgs());
    arguments.add("-Dtare.models=" + models);
    arguments.add("-Dtare.cache=" + folder.resolve("cache"));
    arguments.add("-Dtare.nativeLog=" + folder.resolve("native.log"));
    return arguments;
  }
}
