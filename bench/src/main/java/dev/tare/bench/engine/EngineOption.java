package dev.tare.bench.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What can be set of an engine beyond the parameters of a benchmark. A fork takes it from a system
 * property, so that every benchmark opens its engine alike; without one the engine is opened as it
 * always was.
 */
public enum EngineOption {
  /** Most tokens that llama.cpp takes at once ({@code n_batch}); usually 2,048. */
  BATCH_TOKENS("batchTokens", Engine.LLAMA, Words.COUNT, Words::isCount),
  /** Most tokens that it computes at once ({@code n_ubatch}); usually 512. */
  MICRO_BATCH_TOKENS("microBatchTokens", Engine.LLAMA, Words.COUNT, Words::isCount),
  /** Fused attention ({@code flash_attn}); usually off. */
  FLASH_ATTENTION("flashAttention", Engine.LLAMA, Words.SWITCH, Words::isSwitch),
  /** Type of the cache's keys and values; usually F16. */
  KV_TYPE(
      "kvType",
      Engine.LLAMA,
      "one of " + String.join(", ", TextSettings.KV_TYPES),
      TextSettings.KV_TYPES::contains),
  /** Whether the model's file is mapped instead of read; usually on. */
  MMAP("mmap", Engine.LLAMA, Words.SWITCH, Words::isSwitch),
  /** How far ONNX Runtime rewrites the graph; usually all. */
  GRAPH_OPTIMIZATION(
      "graphOptimization",
      Engine.ONNX,
      "one of " + String.join(", ", GraphOptimization.ids()),
      value -> GraphOptimization.of(value).isPresent()),
  /** Whether idle compute threads of ONNX Runtime spin; usually on. */
  SPINNING("spinning", Engine.ONNX, Words.SWITCH, Words::isSwitch),
  /** Whether ONNX Runtime plans its memory ahead; usually on. */
  MEMORY_PATTERN("memoryPattern", Engine.ONNX, Words.SWITCH, Words::isSwitch),
  /** Whether ONNX Runtime keeps an arena of memory; usually on. */
  ARENA("arena", Engine.ONNX, Words.SWITCH, Words::isSwitch);

  /** The engine an option is of. */
  public enum Engine {
    /** llama.cpp. */
    LLAMA,
    /** ONNX Runtime. */
    ONNX
  }

  private static final String PREFIX = "tare.engine.";

  private final String id;
  private final Engine engine;
  private final String range;
  private final Predicate<String> values;

  EngineOption(String id, Engine engine, String range, Predicate<String> values) {
    this.id = id;
    this.engine = engine;
    this.range = range;
    this.values = values;
  }

  /** Its name, as people write it. */
  public String id() {
    return id;
  }

  /** The engine it is of. */
  public Engine engine() {
    return engine;
  }

  /** The values it takes, in words. */
  public String range() {
    return range;
  }

  /** Whether it takes the value. */
  public boolean allows(String value) {
    return values.test(value);
  }

  /** The system property that sets it in a fork. */
  public String property() {
    return PREFIX + id;
  }

  /** The option of that name. */
  public static Optional<EngineOption> of(String id) {
    return Arrays.stream(values()).filter(option -> option.id.equals(id)).findFirst();
  }

  /**
   * What is set in this process, by name; sorted.
   *
   * @throws EngineException when a value is none that the option takes
   */
  public static Map<String, String> ofThisProcess() {
    Map<String, String> set = new TreeMap<>();
    for (EngineOption option : values()) {
      String value = System.getProperty(option.property());
      if (value != null) {
        if (!option.allows(value)) {
          throw new EngineException(
              "-D" + option.property() + " must be " + option.range + ", got " + value);
        }
        set.put(option.id, value);
      }
    }
    return set;
  }

  /** What is set in this process, as arguments that set it in another JVM. */
  public static List<String> arguments() {
    List<String> arguments = new ArrayList<>();
    ofThisProcess().forEach((id, value) -> arguments.add("-D" + PREFIX + id + "=" + value));
    return arguments;
  }

  /** Values that several options share; an enum's constants cannot use its own fields. */
  private static final class Words {
    private static final String COUNT = "a whole number from 1 to 65536";
    private static final String SWITCH = "on or off";
    private static final int MOST = 65_536;

    private Words() {}

    private static boolean isCount(String value) {
      return value.matches("[1-9][0-9]{0,4}") && Integer.parseInt(value) <= MOST;
    }

    private static boolean isSwitch(String value) {
      return value.equals("on") || value.equals("off");
    }
  }
}
