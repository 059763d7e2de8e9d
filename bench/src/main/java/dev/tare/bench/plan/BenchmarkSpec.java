package dev.tare.bench.plan;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The benchmarks a suite can name: their JMH methods, what they run on and their parameters. */
public enum BenchmarkSpec {
  /** Open to ready, and the first inference apart. */
  LOAD("ModelLoadBenchmark.load", "loadTimeNs", Input.ANY, true, Map.of("threads", "all")),
  /** Prefill through the C API. */
  PREFILL(
      "PromptProcessingBenchmark.prefill",
      "prefillTokensPerSecond",
      Input.TEXT,
      false,
      Map.of("threads", "all", "promptTokens", "128")),
  /** Decode through the C API. */
  DECODE(
      "TokenGenerationBenchmark.decode",
      "decodeTokensPerSecond",
      Input.TEXT,
      false,
      Map.of("threads", "all", "depth", "0", "tokens", "32")),
  /** Generation through java-llama.cpp's public API. */
  GENERATE(
      "GenerationBenchmark.generate",
      "generationTokensPerSecond",
      Input.TEXT,
      false,
      Map.of("threads", "all", "promptTokens", "64", "tokens", "32")),
  /** One batch of images to embeddings. */
  EMBED(
      "ImageEmbeddingBenchmark.embed",
      "imageLatencyNs",
      Input.IMAGE,
      false,
      Map.of("threads", "all", "batch", "1")),
  /** A decoded picture to the model's input tensor. */
  PREPROCESS(
      "ImageEmbeddingBenchmark.preprocess",
      "preprocessTimeNs",
      Input.IMAGE_REFERENCE,
      false,
      Map.of("threads", "1")),
  /** Embeddings against the reference variant's. */
  COSINE(
      "CosineSimilarityBenchmark.cosine", "cosineMean", Input.ANY, true, Map.of("threads", "all"));

  /** Which variants a benchmark runs on. */
  public enum Input {
    /** Every variant. */
    ANY,
    /** Variants of text families. */
    TEXT,
    /** Variants of image families. */
    IMAGE,
    /** The reference of image families only: what it measures does not depend on the weights. */
    IMAGE_REFERENCE
  }

  private static final String PACKAGE = "dev.tare.bench.jmh.";

  private final String id;
  private final String primaryMetric;
  private final Input input;
  private final boolean singleShot;
  private final Map<String, String> defaults;

  BenchmarkSpec(
      String id,
      String primaryMetric,
      Input input,
      boolean singleShot,
      Map<String, String> defaults) {
    this.id = id;
    this.primaryMetric = primaryMetric;
    this.input = input;
    this.singleShot = singleShot;
    this.defaults = defaults;
  }

  /** Simple class name and method, as in suites and run documents. */
  public String id() {
    return id;
  }

  /** The metric that the benchmark is for. */
  public String primaryMetric() {
    return primaryMetric;
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
    return defaults;
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
    if (!defaults.containsKey(parameter)) {
      String known = String.join(", ", defaults.keySet().stream().sorted().toList());
      return Optional.of(id + " has no parameter '" + parameter + "'; it has " + known);
    }
    long least = parameter.equals("depth") ? 0 : 1;
    if (parameter.equals("threads") && value.equals("all")) {
      return Optional.empty();
    }
    return Numbers.inRange(value, least, 1_000_000)
        ? Optional.empty()
        : Optional.of(
            id + " " + parameter + " must be a whole number from " + least + ", got " + value);
  }
}
