package dev.tare.results.report;

import dev.tare.results.run.Cell;
import dev.tare.results.run.Metric;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One measured quantity of a run's table: which metric of which benchmark, and under which
 * parameters.
 *
 * @param what the quantity
 * @param parameters those parameters that tell this column from others of the same quantity
 */
record Column(Quantity what, Map<String, String> parameters) {
  /** What a run's table shows, in this order. */
  enum Quantity {
    LOAD("load", List.of("ModelLoadBenchmark.load"), "loadTimeNs"),
    PREFILL("prefill", List.of("PromptProcessingBenchmark.prefill"), "prefillTokensPerSecond"),
    DECODE("decode", List.of("TokenGenerationBenchmark.decode"), "decodeTokensPerSecond"),
    FIRST_TOKEN("first token", List.of("GenerationBenchmark.generate"), "timeToFirstTokenNs"),
    IMAGE("image", List.of("ImageEmbeddingBenchmark.embed"), "imageLatencyNs"),
    MEMORY(
        "peak memory",
        List.of(
            "ModelLoadBenchmark.load",
            "PromptProcessingBenchmark.prefill",
            "TokenGenerationBenchmark.decode",
            "GenerationBenchmark.generate",
            "ImageEmbeddingBenchmark.embed"),
        "peakRssBytes"),
    COSINE("cosine", List.of("CosineSimilarityBenchmark.cosine"), "cosineMean"),
    PARSE("parse", List.of("ModelFileBenchmark.parse"), "parseTimeNs"),
    PARSE_SAFETENSORS(
        "parse SafeTensors", List.of("ModelFileBenchmark.parseSafetensors"), "parseTimeNs"),
    QUANTIZE(
        "quantize",
        List.of("QuantizeBenchmark.gguf", "QuantizeBenchmark.onnx"),
        "quantizeBytesPerSecond"),
    PARITY_DECODE("decode / bare", List.of("ParityBenchmark.decode"), "parity"),
    PARITY_PREFILL("prefill / bare", List.of("ParityBenchmark.prefill"), "parity"),
    PARITY_IMAGE("image / bare", List.of("ParityBenchmark.embed"), "parity");

    private final String title;
    private final List<String> benchmarks;
    private final String metric;

    Quantity(String title, List<String> benchmarks, String metric) {
      this.title = title;
      this.benchmarks = benchmarks;
      this.metric = metric;
    }

    String title() {
      return title;
    }

    /** Whether a cell's parameters make columns of their own; memory is the peak over all. */
    boolean splits() {
      return this != MEMORY;
    }

    /** Whether the share of the machine's limits is shown; a first token is two kinds of work. */
    boolean hasShare() {
      return this == PREFILL || this == DECODE || this == IMAGE;
    }

    /** Whether it is a speed relative to a bare loop. */
    boolean isParity() {
      return metric.equals("parity");
    }

    boolean isOf(Cell cell) {
      return benchmarks.contains(cell.benchmark());
    }

    Optional<Metric> in(Cell cell) {
      return cell.metric(metric).filter(found -> !found.blocks().isEmpty());
    }

    String metric() {
      return metric;
    }

    /** The metric whose blocks tell this quantity's operations apart. */
    Optional<String> latencyMetric() {
      return switch (this) {
        case DECODE -> Optional.of("decodeTokenLatencyNs");
        case FIRST_TOKEN, IMAGE -> Optional.of(metric);
        default -> Optional.empty();
      };
    }
  }

  boolean isOf(Cell cell) {
    return what.isOf(cell) && cell.parameters().entrySet().containsAll(parameters.entrySet());
  }

  /** The quantity and its parameters: {@code decode @512}. */
  String title() {
    return title(what.title());
  }

  /** The same of one operation. */
  String latencyTitle() {
    return title(what == Quantity.DECODE ? "decode token" : what.title());
  }

  private String title(String of) {
    StringBuilder title = new StringBuilder(of);
    parameters.forEach((name, value) -> title.append(' ').append(shortened(name)).append(value));
    return title.toString();
  }

  private static String shortened(String parameter) {
    return switch (parameter) {
      case "promptTokens", "type", "cache" -> "";
      case "depth" -> "@";
      case "batch" -> "batch ";
      default -> parameter + " ";
    };
  }
}
