package dev.tare.results.input;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A test as llama-bench of August 2026 writes it, with figures of our own. */
final class LlamaBenchText {
  private final Map<String, String> fields = new LinkedHashMap<>();

  private LlamaBenchText(int prompt, int generated) {
    fields.put("build_commit", "\"3f545becc\"");
    fields.put("build_number", "10587");
    fields.put("cpu_info", "\"Example CPU\"");
    fields.put("gpu_info", "\"\"");
    fields.put("backends", "\"CPU\"");
    fields.put("model_filename", "\"/models/gemma3-4b.gguf\"");
    fields.put("model_type", "\"gemma3 4B Q4_K - Medium\"");
    fields.put("model_size", "2300000000");
    fields.put("model_n_params", "3880099328");
    fields.put("n_batch", "2048");
    fields.put("n_ubatch", "512");
    fields.put("n_threads", "2");
    fields.put("cpu_mask", "\"0x0\"");
    fields.put("cpu_strict", "false");
    fields.put("poll", "50");
    fields.put("type_k", "\"f16\"");
    fields.put("type_v", "\"f16\"");
    fields.put("n_gpu_layers", "-1");
    fields.put("flash_attn", "-1");
    fields.put("tensor_split", "\"0.00\"");
    fields.put("n_prompt", "" + prompt);
    fields.put("n_gen", "" + generated);
    fields.put("n_depth", "0");
    fields.put("test_time", "\"2026-11-20T22:48:19Z\"");
    fields.put("avg_ns", "-1");
    fields.put("stddev_ns", "18446744073709551615");
    fields.put("avg_ts", "-1.5");
    fields.put("stddev_ts", "-2");
    fields.put("samples_ns", "[500000000, 1000000000]");
  }

  /** The prompt alone, in half a second and in one. */
  static LlamaBenchText prompt(int tokens) {
    return new LlamaBenchText(tokens, 0);
  }

  /** Generation alone, in half a second and in one. */
  static LlamaBenchText generation(int tokens) {
    return new LlamaBenchText(0, tokens);
  }

  /** Both, in half a second and in one. */
  static LlamaBenchText both(int prompt, int generated) {
    return new LlamaBenchText(prompt, generated);
  }

  /** Sets a field; the value is JSON. */
  LlamaBenchText field(String name, String json) {
    fields.put(name, json);
    return this;
  }

  LlamaBenchText without(String name) {
    fields.remove(name);
    return this;
  }

  /** The file of {@code -o json}. */
  static String array(LlamaBenchText... tests) {
    return Stream.of(tests)
        .map(LlamaBenchText::line)
        .collect(Collectors.joining(",\n  ", "[\n  ", "\n]\n"));
  }

  /** The file of {@code -o jsonl}. */
  static String lines(LlamaBenchText... tests) {
    return Stream.of(tests).map(test -> test.line() + "\n").collect(Collectors.joining());
  }

  private String line() {
    return fields.entrySet().stream()
        .map(field -> "\"" + field.getKey() + "\": " + field.getValue())
        .collect(Collectors.joining(", ", "{", "}"));
  }
}
