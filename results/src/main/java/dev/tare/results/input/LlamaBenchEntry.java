package dev.tare.results.input;

import dev.tare.results.run.Assumption;
import dev.tare.results.run.Better;
import dev.tare.results.run.Block;
import dev.tare.results.run.Cell;
import dev.tare.results.run.Metric;
import dev.tare.results.run.MetricKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One test of llama-bench: what one process measured of one model with one set of settings.
 *
 * @param model the model's family and variant
 * @param promptTokens tokens of the prompt, 0 when only generation is timed
 * @param generatedTokens generated tokens, 0 when only the prompt is timed
 * @param modelSizeBytes what the weights take, when the file says so
 * @param parameters the settings that tell it from other tests
 * @param platform what ran it, by llama-bench's names
 * @param build number of llama.cpp's build, when the file says so
 * @param startedAt when it began
 * @param tokensPerSecond one rate for each repetition; not empty
 */
record LlamaBenchEntry(
    LlamaBenchModel model,
    long promptTokens,
    long generatedTokens,
    OptionalLong modelSizeBytes,
    Map<String, String> parameters,
    Map<String, String> platform,
    Optional<String> build,
    Optional<Instant> startedAt,
    List<Double> tokensPerSecond) {
  private static final MetricKind PREFILL = rate("prefillTokensPerSecond");
  private static final MetricKind DECODE = rate("decodeTokensPerSecond");
  private static final MetricKind BOTH = rate("tokensPerSecond");
  private static final MetricKind SIZE =
      new MetricKind("modelSizeBytes", "bytes", Better.LOWER, Assumption.EXACT);

  private static MetricKind rate(String name) {
    return new MetricKind(name, "tokens/s", Better.HIGHER, Assumption.NOISY);
  }

  /** {@code llama-bench.pp512}, {@code llama-bench.tg128} or {@code llama-bench.pp512+tg128}. */
  private String benchmark() {
    List<String> parts = new ArrayList<>();
    if (promptTokens > 0) {
      parts.add("pp" + promptTokens);
    }
    if (generatedTokens > 0) {
      parts.add("tg" + generatedTokens);
    }
    return "llama-bench." + String.join("+", parts);
  }

  private MetricKind kind() {
    if (generatedTokens == 0) {
      return PREFILL;
    }
    return promptTokens == 0 ? DECODE : BOTH;
  }

  /** What tells it from other tests of its file. */
  String id() {
    return cell(List.of(this)).id();
  }

  /** The same, as far as it does not concern the platform. */
  String cellId() {
    return cell(List.of(this)).cell().id();
  }

  /**
   * The cell of tests that have the same id, a block for each.
   *
   * @param same the tests in order, this the first of them
   */
  ForeignCell cell(List<LlamaBenchEntry> same) {
    List<Block> rates = new ArrayList<>();
    List<Block> sizes = new ArrayList<>();
    for (int i = 0; i < same.size(); i++) {
      int block = i;
      rates.add(new Block(block, same.get(i).tokensPerSecond));
      same.get(i)
          .modelSizeBytes
          .ifPresent(size -> sizes.add(new Block(block, List.of((double) size))));
    }
    List<Metric> metrics = new ArrayList<>(List.of(new Metric(kind(), rates)));
    if (!sizes.isEmpty()) {
      metrics.add(new Metric(SIZE, sizes));
    }
    Cell cell =
        new Cell(
            benchmark(),
            model.family(),
            model.variant(),
            parameters,
            same.size(),
            List.of(),
            metrics,
            List.of());
    return new ForeignCell(cell, platform);
  }
}
