package dev.tare.bench.cli.models;

import dev.tare.fixtures.synth.Dimension;
import java.util.EnumMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** One option per dimension of a shape, under the dimension's own name. */
final class DimensionOptions {
  private final Map<Dimension, Integer> given = new EnumMap<>(Dimension.class);

  DimensionOptions() {}

  /** The dimensions that were given. */
  Map<Dimension, Integer> given() {
    return Map.copyOf(given);
  }

  @Option(names = "--layers", paramLabel = "N", description = "Blocks; 6 or more for gemma3.")
  private void layers(int value) {
    given.put(Dimension.LAYERS, value);
  }

  @Option(names = "--hidden", paramLabel = "N", description = "Width of the residual stream.")
  private void hidden(int value) {
    given.put(Dimension.HIDDEN, value);
  }

  @Option(names = "--ffn", paramLabel = "N", description = "Width inside the feed-forward network.")
  private void ffn(int value) {
    given.put(Dimension.FFN, value);
  }

  @Option(names = "--heads", paramLabel = "N", description = "Attention heads.")
  private void heads(int value) {
    given.put(Dimension.HEADS, value);
  }

  @Option(names = "--kv-heads", paramLabel = "N", description = "Key and value heads.")
  private void keyValueHeads(int value) {
    given.put(Dimension.KV_HEADS, value);
  }

  @Option(names = "--head-size", paramLabel = "N", description = "Width of a head.")
  private void headSize(int value) {
    given.put(Dimension.HEAD_SIZE, value);
  }

  @Option(names = "--vocabulary", paramLabel = "N", description = "Tokens; 1024 or more.")
  private void vocabulary(int value) {
    given.put(Dimension.VOCABULARY, value);
  }

  @Option(names = "--context", paramLabel = "N", description = "Tokens that the model is made for.")
  private void context(int value) {
    given.put(Dimension.CONTEXT, value);
  }

  @Option(
      names = "--sliding-window",
      paramLabel = "N",
      description = "Tokens that five of six layers see; gemma3.")
  private void slidingWindow(int value) {
    given.put(Dimension.SLIDING_WINDOW, value);
  }

  @Option(
      names = "--rope-scale",
      paramLabel = "N",
      description = "Stretches positions for long contexts; gemma3.")
  private void ropeScale(int value) {
    given.put(Dimension.ROPE_SCALE, value);
  }

  @Option(
      names = "--image-size",
      paramLabel = "N",
      description = "Width and height of a picture, pixels; vit.")
  private void imageSize(int value) {
    given.put(Dimension.IMAGE_SIZE, value);
  }

  @Option(
      names = "--patch-size",
      paramLabel = "N",
      description = "Width and height of a patch, pixels; vit.")
  private void patchSize(int value) {
    given.put(Dimension.PATCH_SIZE, value);
  }

  @Option(names = "--projection", paramLabel = "N", description = "Length of the embedding; vit.")
  private void projection(int value) {
    given.put(Dimension.PROJECTION, value);
  }
}
