package dev.tare.bench.engine;

import java.util.List;
import java.util.Map;

/**
 * How llama.cpp is set up, apart from threads and context.
 *
 * @param batchTokens most tokens taken at once, 1 or more
 * @param microBatchTokens most tokens computed at once, 1 or more
 * @param flashAttention whether attention is computed in one fused step
 * @param kvType type of the cache's keys and values, one of {@link #KV_TYPES}
 * @param mmap whether the model's file is mapped instead of read
 */
public record TextSettings(
    int batchTokens, int microBatchTokens, boolean flashAttention, String kvType, boolean mmap) {
  /** The types that llama.cpp's cache can have, by ggml's names. */
  public static final List<String> KV_TYPES =
      List.of("F32", "F16", "BF16", "Q8_0", "Q5_1", "Q5_0", "Q4_1", "Q4_0", "IQ4_NL");

  /** How llama.cpp is set up when nothing is said: its own defaults. */
  public static final TextSettings USUAL = new TextSettings(2048, 512, false, "F16", true);

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException when one is out of its range, or llama.cpp would refuse them
   *     together
   */
  public TextSettings {
    if (batchTokens < 1 || microBatchTokens < 1) {
      throw new IllegalArgumentException(
          "batchTokens and microBatchTokens must be 1 or more, got "
              + batchTokens
              + " and "
              + microBatchTokens);
    }
    if (kvType == null || !KV_TYPES.contains(kvType)) {
      throw new IllegalArgumentException("kvType must be one of " + KV_TYPES + ", got " + kvType);
    }
    if (!flashAttention && (kvType.startsWith("Q") || kvType.startsWith("IQ"))) {
      throw new IllegalArgumentException(
          "kvType=" + kvType + ": llama.cpp quantizes values only with flashAttention=on");
    }
  }

  /**
   * The usual settings with what is given changed.
   *
   * @param options values by {@link EngineOption#id()}; options of other engines are ignored
   * @throws IllegalArgumentException when a value cannot be used
   */
  public static TextSettings of(Map<String, String> options) {
    return new TextSettings(
        count(options, EngineOption.BATCH_TOKENS, USUAL.batchTokens),
        count(options, EngineOption.MICRO_BATCH_TOKENS, USUAL.microBatchTokens),
        isOn(options, EngineOption.FLASH_ATTENTION, USUAL.flashAttention),
        options.getOrDefault(EngineOption.KV_TYPE.id(), USUAL.kvType),
        isOn(options, EngineOption.MMAP, USUAL.mmap));
  }

  private static int count(Map<String, String> options, EngineOption option, int usual) {
    String value = options.get(option.id());
    return value == null ? usual : Integer.parseInt(value);
  }

  static boolean isOn(Map<String, String> options, EngineOption option, boolean usual) {
    String value = options.get(option.id());
    return value == null ? usual : value.equals("on");
  }

  /**
   * The settings that this process was started with.
   *
   * @throws EngineException when they cannot be used
   */
  public static TextSettings ofThisProcess() {
    try {
      return of(EngineOption.ofThisProcess());
    } catch (IllegalArgumentException e) {
      throw new EngineException(String.valueOf(e.getMessage()), e);
    }
  }

  /** All of them in one line, by {@link EngineOption#id()}. */
  public String text() {
    return String.join(
        " ",
        EngineOption.BATCH_TOKENS.id() + "=" + batchTokens,
        EngineOption.MICRO_BATCH_TOKENS.id() + "=" + microBatchTokens,
        EngineOption.FLASH_ATTENTION.id() + "=" + onOrOff(flashAttention),
        EngineOption.KV_TYPE.id() + "=" + kvType,
        EngineOption.MMAP.id() + "=" + onOrOff(mmap));
  }

  static String onOrOff(boolean isOn) {
    return isOn ? "on" : "off";
  }
}
