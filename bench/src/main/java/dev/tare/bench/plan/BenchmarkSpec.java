package dev.tare.bench.plan;

import dev.tare.bench.residency.CacheState;
import dev.tare.fixtures.quantize.gguf.GgufQuantization;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The benchmarks a suite can name: their JMH methods, what they run on and their parameters. */
public enum BenchmarkSpec {
  /** Open to ready, and the first inference apart. */
  LOAD(
      "ModelLoadBenchmark.load",
      "loadTimeNs",
      Input.ANY,
      true,
      Parameter.threads(),
      Parameter.choice("cache", "warm", CacheState.names())),
  /** Prefill through the C API. */
  PREFILL(
      "PromptProcessingBenchmark.prefill",
      "prefillTokensPerSecond",
      Input.TEXT,
      false,
      Parameter.threads(),
      Parameter.count("promptTokens", 128, 1)),
  /** Decode through the C API. */
  DECODE(
      "TokenGenerationBenchmark.decode",
      "decodeTokensPerSecond",
      Input.TEXT,
      false,
      Parameter.threads(),
      Parameter.count("depth", 0, 0),
      Parameter.count("tokens", 32, 1)),
  /** Generation through java-llama.cpp's public API. */
  GENERATE(
      "GenerationBenchmark.generate",
      "generationTokensPerSecond",
      Input.TEXT,
      false,
      Parameter.threads(),
      Parameter.count("promptTokens", 64, 1),
      Parameter.count("tokens", 32, 1)),
  /** One batch of images to embeddings. */
  EMBED(
      "ImageEmbeddingBenchmark.embed",
      "imageLatencyNs",
      Input.IMAGE,
      false,
      Parameter.threads(),
      Parameter.count("batch", 1, 1)),
  /** A decoded picture to the model's input tensor. */
  PREPROCESS(
      "ImageEmbeddingBenchmark.preprocess",
      "preprocessTimeNs",
      Input.IMAGE_REFERENCE,
      false,
      Parameter.oneThread()),
  /** Embeddings against the reference variant's. */
  COSINE("CosineSimilarityBenchmark.cosine", "cosineMean", Input.ANY, true, Parameter.threads()),
  /** Decode through the benchmark's loop and through a bare C loop. */
  PARITY_DECODE(
      "ParityBenchmark.decode",
      "parity",
      Input.TEXT,
      true,
      Parameter.threads(),
      Parameter.count("depth", 0, 0),
      Parameter.count("tokens", 16, 1)),
  /** Prefill through the benchmark's loop and through a bare C loop. */
  PARITY_PREFILL(
      "ParityBenchmark.prefill",
      "parity",
      Input.TEXT,
      true,
      Parameter.threads(),
      Parameter.count("promptTokens", 64, 1)),
  /** Image embedding through the benchmark's loop and through a bare Java loop. */
  PARITY_EMBED(
      "ParityBenchmark.embed",
      "parity",
      Input.IMAGE,
      true,
      Parameter.threads(),
      Parameter.count("batch", 1, 1)),
  /** A model file's header to what Tare knows of it. */
  PARSE("ModelFileBenchmark.parse", "parseTimeNs", Input.ANY, false, Parameter.oneThread()),
  /** The header of a SafeTensors file with the reference's tensors. */
  PARSE_SAFETENSORS(
      "ModelFileBenchmark.parseSafetensors",
      "parseTimeNs",
      Input.TEXT_REFERENCE,
      false,
      Parameter.oneThread()),
  /** A text family's reference to a smaller GGUF file. */
  QUANTIZE_GGUF(
      "QuantizeBenchmark.gguf",
      "quantizeBytesPerSecond",
      Input.TEXT_REFERENCE,
      true,
      Parameter.threads(),
      Parameter.choice("type", "Q4_K_M", names(GgufQuantization.values()))),
  /** An image family's reference to a smaller ONNX file. */
  QUANTIZE_ONNX(
      "QuantizeBenchmark.onnx",
      "quantizeBytesPerSecond",
      Input.IMAGE_REFERENCE,
      true,
      Parameter.oneThread(),
      Parameter.choice("type", "INT8", List.of("INT8")));

  /** Which variants a benchmark runs on. */
  public enum Input {
    /** Every variant. */
    ANY,
    /** Variants of text families. */
    TEXT,
    /** Variants of image families. */
    IMAGE,
    /** The references of text families only. */
    TEXT_REFERENCE,
    /** The references of image families only. */
    IMAGE_REFERENCE
  }

  private static final String PACKAGE = "dev.tare.bench.jmh.";

  private static final int PERCENTILES = 3;

  /** Peak, of it from files and anonymous, both after the load, and energy per token or picture. */
  private static final int MEMORY_AND_ENERGY = 6;

  private static final List<BenchmarkSpec> WITH_STEADY_WARMUP =
      List.of(PREFILL, DECODE, GENERATE, EMBED);

  private final String id;
  private final String primaryMetric;
  private final Input input;
  private final boolean singleShot;
  private final List<Parameter> parameters;

  BenchmarkSpec(
      String id, String primaryMetric, Input input, boolean singleShot, Parameter... parameters) {
    this.id = id;
    this.primaryMetric = primaryMetric;
    this.input = input;
    this.singleShot = singleShot;
    this.parameters = List.of(parameters);
  }

  /** Simple class name and method, as in suites and run documents. */
  public String id() {
    return id;
  }

  /** The metric that the benchmark is for. */
  public String primaryMetric() {
    return primaryMetric;
  }

  /** The times and rates that are to be known precisely; empty for what repeats exactly. */
  public List<String> mainMetrics() {
    return switch (this) {
      case GENERATE -> List.of(primaryMetric, "timeToFirstTokenNs");
      case COSINE -> List.of();
      default -> List.of(primaryMetric);
    };
  }

  /** How many metrics of a cell two arms can be judged by, at most. */
  int judgedMetrics() {
    int ofItsOwn =
        switch (this) {
          case DECODE, EMBED -> 1 + PERCENTILES;
          case GENERATE -> 3;
          case LOAD, COSINE, PARSE, PARSE_SAFETENSORS -> 2;
          default -> 1;
        };
    return ofItsOwn + MEMORY_AND_ENERGY;
  }

  /** Whether its forks warm up by the operation itself, until its times are steady. */
  public boolean becomesSteady() {
    return WITH_STEADY_WARMUP.contains(this);
  }

  /** Which variants it runs on. */
  public Input input() {
    return input;
  }

  /** Whether one iteration is one invocation. */
  public boolean singleShot() {
    return singleShot;
  }

  /** Parameters and the value each has when a suite does not name it. */
  public Map<String, String> defaults() {
    return parameters.stream().collect(Collectors.toMap(Parameter::name, Parameter::usual));
  }

  /** Whether it opens a model in its engine. */
  public boolean runsModel() {
    return switch (this) {
      case LOAD, PREFILL, DECODE, GENERATE, EMBED, COSINE -> true;
      default -> false;
    };
  }

  /** Whether it has the parameter and heeds it. */
  boolean varies(String parameter) {
    return parameters.stream().anyMatch(known -> known.is(parameter) && known.isHeeded());
  }

  /** Class and method for JMH's include pattern. */
  public String jmhName() {
    return PACKAGE + id;
  }

  /**
   * The benchmark of a suite's name: {@code Class.method}, or the class alone when it has but one
   * method.
   *
   * @return empty when there is none, or more than one
   */
  public static Optional<BenchmarkSpec> find(String name) {
    List<BenchmarkSpec> found =
        Arrays.stream(values())
            .filter(spec -> spec.id.equals(name) || spec.id.startsWith(name + "."))
            .toList();
    return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
  }

  /** Every benchmark's id, in a list for messages. */
  public static String ids() {
    return Arrays.stream(values()).map(BenchmarkSpec::id).collect(Collectors.joining(", "));
  }

  /**
   * What is wrong with a parameter's value.
   *
   * @return one clause, or empty when the value can be used
   */
  Optional<String> problem(String parameter, String value) {
    Optional<Parameter> known = parameters.stream().filter(p -> p.is(parameter)).findFirst();
    if (known.isEmpty()) {
      String names = String.join(", ", defaults().keySet().stream().sorted().toList());
      return Optional.of(id + " has no parameter '" + parameter + "'; it has " + names);
    }
    return known.get().allows(value)
        ? Optional.empty()
        : Optional.of(id + " " + parameter + " must be " + known.get().range() + ", got " + value);
  }

  private static List<String> names(Enum<?>... values) {
    return Arrays.stream(values).map(Enum::name).toList();
  }
}
