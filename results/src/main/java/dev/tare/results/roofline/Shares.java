package dev.tare.results.roofline;

import dev.tare.results.run.Cell;
import dev.tare.results.run.Metric;
import dev.tare.results.run.ModelWork;
import dev.tare.results.run.Operations;
import dev.tare.results.run.Run;
import dev.tare.results.run.SpeedLimit.Kind;
import java.util.Arrays;
import java.util.Optional;

/**
 * The share of the machine's limits that a cell reached: the least time that its work can take,
 * divided by the time it took (the mean over the blocks, as in the run's table).
 *
 * <ul>
 *   <li><b>Decode</b> of {@code t} tokens at depth {@code d}, against the read bandwidth: each
 *       token touches {@link ModelWork.OfToken#weightBytes} and the cached keys and values of the
 *       positions up to its own, {@code d + (t + 1) / 2} on average. Activations stay in the caches
 *       and are not counted.
 *   <li><b>Prefill</b> of {@code n} tokens, against compute: {@code n} times the operations of the
 *       layers, the output projection once, and attention over the {@code n (n + 1) / 2} pairs that
 *       a causal mask leaves. What an engine computes beyond (masked pairs, padding) is no useful
 *       work and not counted.
 *   <li><b>Images</b>, against compute: the operations of all matrix products and convolutions of
 *       one image.
 * </ul>
 *
 * <p>Operations on 32-bit floats and on 8-bit integers have limits of their own; the least times of
 * both are added. The limits are those measured with as many threads as the cell had. A share above
 * 1 is no error of arithmetic: weights that fit in the last-level cache are not read from memory,
 * and an engine's kernels may beat the matrix product that stands for the limit.
 *
 * <p>Cells of a run that compares two things have no share: an arm may bring a model of its own,
 * whose work nobody has counted.
 */
public final class Shares {
  private static final String THREADS = "threads";

  private Shares() {}

  /**
   * The share of one cell.
   *
   * @return empty when the cell is of another kind or belongs to an arm, was not measured, or a
   *     limit or the model's work is not known
   */
  public static Optional<Share> of(Run run, Cell cell) {
    Optional<ModelWork> work = run.roofline().work(cell.family(), cell.variant());
    Optional<Integer> threads = threads(run, cell);
    if (run.versus().isPresent() || work.isEmpty() || threads.isEmpty()) {
      return Optional.empty();
    }
    Limits limits = new Limits(run, threads.get());
    try {
      return share(cell, work.get(), limits);
    } catch (NumberFormatException e) {
      // A parameter that is no number stands in documents of others only.
      return Optional.empty();
    }
  }

  private static Optional<Share> share(Cell cell, ModelWork work, Limits limits) {
    if (work instanceof ModelWork.OfImage image) {
      return cell.benchmark().equals("ImageEmbeddingBenchmark.embed")
          ? rate(cell, "imagesPerSecond")
              .flatMap(rate -> limits.leastSeconds(image.operations()).map(s -> s * rate))
              .map(value -> new Share(Share.Limit.COMPUTE, value))
          : Optional.empty();
    }
    ModelWork.OfToken text = (ModelWork.OfToken) work;
    return switch (cell.benchmark()) {
      case "TokenGenerationBenchmark.decode" ->
          rate(cell, "decodeTokensPerSecond")
              .flatMap(rate -> limits.bandwidth().map(b -> bytesPerToken(text, cell) * rate / b))
              .map(value -> new Share(Share.Limit.BANDWIDTH, value));
      case "PromptProcessingBenchmark.prefill" ->
          rate(cell, "prefillTokensPerSecond")
              .flatMap(
                  rate ->
                      limits
                          .leastSeconds(promptOperations(text, number(cell, "promptTokens")))
                          .map(s -> s * rate / number(cell, "promptTokens")))
              .map(value -> new Share(Share.Limit.COMPUTE, value));
      default -> Optional.empty();
    };
  }

  /** Bytes that one token of a decode cell touches on average. */
  static double bytesPerToken(ModelWork.OfToken work, Cell cell) {
    double positions = number(cell, "depth") + (number(cell, "tokens") + 1) / 2.0;
    return work.weightBytes() + work.keyValueBytes() * positions;
  }

  /** Operations that a whole prompt needs. */
  static Operations promptOperations(ModelWork.OfToken work, long tokens) {
    long pairs = Math.multiplyExact(tokens, tokens + 1) / 2;
    long attention = Math.multiplyExact(work.attentionOperations(), pairs);
    return new Operations(
            Math.multiplyExact(work.layers().float32(), tokens),
            Math.multiplyExact(work.layers().int8(), tokens))
        .plus(work.output())
        .plus(new Operations(attention, 0));
  }

  private static Optional<Double> rate(Cell cell, String metric) {
    return cell.metric(metric)
        .map(Metric::blockMeans)
        .map(means -> Arrays.stream(means).average().orElse(0))
        .filter(rate -> rate > 0);
  }

  private static long number(Cell cell, String parameter) {
    return Long.parseLong(cell.parameters().getOrDefault(parameter, ""));
  }

  /** {@code all} are as many as the machine's identity says. */
  private static Optional<Integer> threads(Run run, Cell cell) {
    String text = cell.parameters().getOrDefault(THREADS, "all");
    boolean all = text.equals("all") || text.equals("0");
    return Optional.ofNullable(all ? run.machine().identity().get("cpuLogicalCores") : text)
        .filter(number -> number.matches("[1-9][0-9]{0,5}"))
        .map(Integer::valueOf);
  }

  private record Limits(Run run, int threads) {
    Optional<Double> bandwidth() {
      return run.roofline().perSecond(Kind.READ_BANDWIDTH, threads);
    }

    /** The time that the operations take at full speed; empty when a limit is not known. */
    Optional<Double> leastSeconds(Operations work) {
      Optional<Double> floats = seconds(work.float32(), Kind.FLOAT32_OPERATIONS);
      Optional<Double> integers = seconds(work.int8(), Kind.INT8_OPERATIONS);
      return floats.flatMap(f -> integers.map(i -> f + i));
    }

    private Optional<Double> seconds(long operations, Kind kind) {
      return operations == 0
          ? Optional.of(0.0)
          : run.roofline().perSecond(kind, threads).map(most -> operations / most);
    }
  }
}
