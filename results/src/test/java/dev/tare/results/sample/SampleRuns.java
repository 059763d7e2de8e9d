package dev.tare.results.sample;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tare.results.run.Absent;
import dev.tare.results.run.Assumption;
import dev.tare.results.run.Better;
import dev.tare.results.run.Block;
import dev.tare.results.run.Cell;
import dev.tare.results.run.Failure;
import dev.tare.results.run.Fork;
import dev.tare.results.run.Machine;
import dev.tare.results.run.Metric;
import dev.tare.results.run.MetricKind;
import dev.tare.results.run.ModelIdentity;
import dev.tare.results.run.Plan;
import dev.tare.results.run.Run;
import dev.tare.results.run.RunStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.function.ToDoubleBiFunction;

/**
 * Runs such as the quick suite leaves behind: an image family and a text family with plausible
 * values, made from a seed. Three levels of noise can be set, and any metric be scaled.
 */
public final class SampleRuns {
  private static final double MIB = 1 << 20;

  private String id = "20261120T225300Z-1a2b3c";
  private long seed = 1;
  private int blocks = 3;
  private int iterations = 5;
  private double iterationSd = 0.004;
  private double forkSd = 0.008;
  private double runSd = 0;
  private RunStatus status = RunStatus.COMPLETE;
  private List<Map<String, String>> threadSettings = List.of(Map.of("threads", "0"));
  private List<Integer> promptLengths = List.of(128);
  private List<Integer> depths = List.of(0);
  private List<Integer> batches = List.of(1);
  private ToDoubleBiFunction<Cell, MetricKind> factor = (cell, kind) -> 1;
  private BiPredicate<Cell, Integer> fails = (cell, block) -> false;
  private Map<String, String> identity = defaultIdentity();
  private List<String> warnings = List.of();
  private SplittableRandom random = new SplittableRandom(1);

  /** A complete quick run without a change. */
  public static SampleRuns quick() {
    return new SampleRuns();
  }

  /** The parameters of the standard suite. */
  public static SampleRuns standard() {
    SampleRuns runs = new SampleRuns();
    runs.threadSettings = List.of(Map.of("threads", "0"), Map.of("threads", "1"));
    runs.promptLengths = List.of(128, 512);
    runs.depths = List.of(0, 512);
    runs.batches = List.of(1, 4);
    return runs;
  }

  public SampleRuns id(String value) {
    id = value;
    return this;
  }

  public SampleRuns seed(long value) {
    seed = value;
    return this;
  }

  public SampleRuns blocks(int value) {
    blocks = value;
    return this;
  }

  /** Relative standard deviations of iteration, fork and run. */
  public SampleRuns noise(double iteration, double fork, double run) {
    iterationSd = iteration;
    forkSd = fork;
    runSd = run;
    return this;
  }

  public SampleRuns status(RunStatus value) {
    status = value;
    return this;
  }

  /** Multiplies each sample of a metric. */
  public SampleRuns factor(ToDoubleBiFunction<Cell, MetricKind> value) {
    factor = value;
    return this;
  }

  /** Halves the rates of decoding. */
  public SampleRuns slowDecoding() {
    return factor((cell, kind) -> kind.name().startsWith("decodeTokensPer") ? 0.5 : 1);
  }

  /** Which fork fails. */
  public SampleRuns failing(BiPredicate<Cell, Integer> value) {
    fails = value;
    status = RunStatus.INCOMPLETE;
    return this;
  }

  public SampleRuns identity(String name, String value) {
    identity.put(name, value);
    return this;
  }

  public SampleRuns warnings(String... values) {
    warnings = List.of(values);
    return this;
  }

  public Run build() {
    random = new SplittableRandom(seed);
    List<ModelIdentity> models = new ArrayList<>();
    List<Cell> cells = new ArrayList<>();
    image(models, cells, "FP32", 329.1, 1, 0);
    image(models, cells, "INT8", 84.9, 0.45, 0.0002);
    text(models, cells, "F16", 229.3, 1, 1, 0);
    text(models, cells, "Q8_0", 122.4, 1.55, 1.25, 0.00004);
    text(models, cells, "Q4_K_M", 72.6, 2.05, 0.98, 0.0031);
    text(models, cells, "Q4_0", 66.8, 2.6, 1.6, 0.0058);
    return new Run(
        id,
        status,
        Instant.parse("2026-11-20T22:53:00Z"),
        Optional.of(Instant.parse("2026-11-20T22:56:41Z")),
        Map.of("tare", "0.1.0", "jmh", "1.37", "java", "17.0.15"),
        new Plan("quick", 42, blocks, JsonNodeFactory.instance.objectNode().put("timeoutS", 60)),
        new Machine(identity, Map.of("hostName", "bench-01", "kernelVersion", "6.1.0")),
        models,
        cells,
        warnings);
  }

  /** The run with another name for a family. */
  public static Run renamed(Run run, String family, String name) {
    List<ModelIdentity> models = new ArrayList<>();
    for (ModelIdentity m : run.models()) {
      models.add(
          new ModelIdentity(
              m.family().equals(family) ? name : m.family(),
              m.variant(),
              m.format(),
              m.reference(),
              m.file(),
              m.fileSizeBytes(),
              m.tensorCount(),
              m.parameterCount(),
              m.sha256()));
    }
    List<Cell> cells = new ArrayList<>();
    for (Cell c : run.cells()) {
      cells.add(
          new Cell(
              c.benchmark(),
              c.family().equals(family) ? name : c.family(),
              c.variant(),
              c.parameters(),
              c.plannedBlocks(),
              c.forks(),
              c.metrics(),
              c.absent()));
    }
    return Changed.parts(run, models, cells);
  }

  private static Map<String, String> defaultIdentity() {
    Map<String, String> identity = new TreeMap<>();
    identity.put("cpuModel", "AMD EPYC 7763 64-Core Processor");
    identity.put("logicalCores", "2");
    identity.put("memoryBytes", "25769803776");
    identity.put("llamaLibrarySha256", "0f".repeat(32));
    return identity;
  }

  private void image(
      List<ModelIdentity> models,
      List<Cell> cells,
      String variant,
      double sizeMib,
      double time,
      double cosineLoss) {
    String family = "biomedclip-vit-b16";
    models.add(model(family, variant, "onnx", cosineLoss == 0, sizeMib, 150));
    for (Map<String, String> threads : threadSettings) {
      double slow = threads.get("threads").equals("1") ? 1.9 : 1;
      cells.add(
          cell("ModelLoadBenchmark.load", family, variant, threads, Map.of())
              .ns("loadTimeNs", 320e6 * (sizeMib / 329))
              .ns("firstInferenceTimeNs", 190e6 * time * slow)
              .memory(sizeMib * 1.4 * MIB)
              .build());
      for (int batch : batches) {
        double latency = 141e6 * time * slow;
        cells.add(
            cell(
                    "ImageEmbeddingBenchmark.embed",
                    family,
                    variant,
                    threads,
                    Map.of("batch", "" + batch))
                .ns("imageLatencyNs", latency)
                .ns("imageLatencyP50Ns", latency * 0.99)
                .ns("imageLatencyP90Ns", latency * 1.04)
                .ns("imageLatencyP99Ns", latency * 1.12)
                .rate("imagesPerSecond", "images/s", 1e9 / latency)
                .memory((sizeMib * 1.45 + 60 * batch) * MIB)
                .build());
      }
      cells.add(
          cell("ImageEmbeddingBenchmark.preprocess", family, variant, threads, Map.of())
              .ns("preprocessTimeNs", 2.4e6)
              .build());
    }
    cells.add(cosine(family, variant, cosineLoss));
  }

  private void text(
      List<ModelIdentity> models,
      List<Cell> cells,
      String variant,
      double sizeMib,
      double decode,
      double prefill,
      double cosineLoss) {
    String family = "gemma3-120m";
    models.add(model(family, variant, "gguf", cosineLoss == 0, sizeMib, 146));
    for (Map<String, String> threads : threadSettings) {
      double slow = threads.get("threads").equals("1") ? 0.55 : 1;
      cells.add(
          cell("ModelLoadBenchmark.load", family, variant, threads, Map.of())
              .ns("loadTimeNs", 95e6 * Math.sqrt(sizeMib / 229))
              .ns("firstInferenceTimeNs", 38e6 / slow)
              .memory(sizeMib * 1.1 * MIB)
              .build());
      for (int prompt : promptLengths) {
        cells.add(
            cell(
                    "PromptProcessingBenchmark.prefill",
                    family,
                    variant,
                    threads,
                    Map.of("promptTokens", "" + prompt))
                .rate("prefillTokensPerSecond", "tokens/s", 612 * prefill * slow)
                .memory((sizeMib * 1.1 + 40) * MIB)
                .build());
      }
      for (int depth : depths) {
        double rate = 78.4 * decode * slow / (1 + depth / 4000.0);
        cells.add(
            cell(
                    "TokenGenerationBenchmark.decode",
                    family,
                    variant,
                    threads,
                    Map.of("depth", "" + depth, "tokens", "32"))
                .rate("decodeTokensPerSecond", "tokens/s", rate)
                .ns("decodeTokenLatencyP50Ns", 1e9 / rate)
                .ns("decodeTokenLatencyP90Ns", 1.05e9 / rate)
                .ns("decodeTokenLatencyP99Ns", 1.2e9 / rate)
                .exact("outputHash", 1.2345678901e13)
                .memory((sizeMib * 1.1 + 31) * MIB)
                .build());
      }
      cells.add(
          cell(
                  "GenerationBenchmark.generate",
                  family,
                  variant,
                  threads,
                  Map.of("promptTokens", "64", "tokens", "32"))
              .ns("timeToFirstTokenNs", 64e9 / (612 * prefill * slow))
              .rate("generationTokensPerSecond", "tokens/s", 61 * decode * slow)
              .rate("generationDecodeTokensPerSecond", "tokens/s", 75 * decode * slow)
              .exact("tokenCount", 32)
              .memory((sizeMib * 1.15 + 52) * MIB)
              .build());
    }
    cells.add(cosine(family, variant, cosineLoss));
  }

  private Cell cosine(String family, String variant, double loss) {
    return cell(
            "CosineSimilarityBenchmark.cosine", family, variant, Map.of("threads", "0"), Map.of())
        .fixed("cosineMean", 1 - loss)
        .fixed("cosineMin", 1 - 3 * loss)
        .build();
  }

  private static ModelIdentity model(
      String family, String variant, String format, boolean reference, double mib, int tensors) {
    byte[] hash = new byte[32];
    new SplittableRandom((family + variant).hashCode()).nextBytes(hash);
    return new ModelIdentity(
        family,
        variant,
        format,
        reference,
        family + "-" + variant + "." + format,
        Math.round(mib * MIB),
        tensors,
        120_000_000,
        HexFormat.of().formatHex(hash));
  }

  private Measured cell(
      String benchmark,
      String family,
      String variant,
      Map<String, String> threads,
      Map<String, String> further) {
    Map<String, String> parameters = new TreeMap<>(threads);
    parameters.putAll(further);
    return new Measured(
        new Cell(benchmark, family, variant, parameters, blocks, List.of(), List.of(), List.of()));
  }

  /** Collects one cell's metrics. */
  private final class Measured {
    private final Cell cell;
    private final List<Metric> metrics = new ArrayList<>();

    private Measured(Cell cell) {
      this.cell = cell;
    }

    private Measured ns(String name, double mean) {
      return noisy(new MetricKind(name, "ns", Better.LOWER, Assumption.NOISY), mean, 1);
    }

    private Measured rate(String name, String unit, double mean) {
      return noisy(new MetricKind(name, unit, Better.HIGHER, Assumption.NOISY), mean, 1);
    }

    private Measured memory(double bytes) {
      noisy(new MetricKind("peakRssBytes", "bytes", Better.LOWER, Assumption.NOISY), bytes, 0.1);
      noisy(
          new MetricKind("peakRssAnonBytes", "bytes", Better.LOWER, Assumption.NOISY),
          bytes * 0.2,
          0.1);
      return noisy(new MetricKind("majorFaults", "1", Better.LOWER, Assumption.NOISY), 3, 20);
    }

    private Measured exact(String name, double value) {
      return fixed(new MetricKind(name, "1", Better.SAME, Assumption.EXACT), value);
    }

    private Measured fixed(String name, double value) {
      return fixed(new MetricKind(name, "1", Better.HIGHER, Assumption.NOISY), value);
    }

    private Measured fixed(MetricKind kind, double value) {
      List<Block> all = new ArrayList<>();
      for (int block = 0; block < blocks; block++) {
        if (!fails.test(cell, block)) {
          all.add(new Block(block, List.of(value * factor.applyAsDouble(cell, kind))));
        }
      }
      metrics.add(new Metric(kind, all));
      return this;
    }

    private Measured noisy(MetricKind kind, double mean, double share) {
      double ofRun = mean * factor.applyAsDouble(cell, kind) * noise(runSd * share);
      List<Block> all = new ArrayList<>();
      for (int block = 0; block < blocks; block++) {
        double ofFork = ofRun * noise(forkSd * share);
        List<Double> samples = new ArrayList<>();
        for (int i = 0; i < iterations; i++) {
          samples.add(rounded(ofFork * noise(iterationSd * share)));
        }
        if (!fails.test(cell, block)) {
          all.add(new Block(block, samples));
        }
      }
      metrics.add(new Metric(kind, all));
      return this;
    }

    /** Log-normal, so that no sample is below 0. */
    private double noise(double sd) {
      return Math.exp(sd * random.nextGaussian());
    }

    private static double rounded(double value) {
      return value > 1e4 ? Math.rint(value) : value;
    }

    private Cell build() {
      List<Fork> forks = new ArrayList<>();
      for (int block = 0; block < blocks; block++) {
        Optional<Failure> failure =
            fails.test(cell, block)
                ? Optional.of(
                    new Failure(
                        "killed by SIGSEGV",
                        List.of(
                            "llama_decode: n_tokens = 1", "# Problematic frame: C [libjllama.so]")))
                : Optional.empty();
        forks.add(new Fork(block, (block * 7) % 23, 1_900_000_000L, failure));
      }
      return new Cell(
          cell.benchmark(),
          cell.family(),
          cell.variant(),
          cell.parameters(),
          blocks,
          forks,
          metrics.stream().filter(metric -> !metric.blocks().isEmpty()).toList(),
          List.of(new Absent("packageEnergyJoules", "no RAPL counter can be read")));
    }
  }
}
