package dev.tare.results.input;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which fields of a test of llama-bench tell it from other tests. Settings that have their default
 * are left out, as in llama-bench's own table: which ones a cell shows must not depend on what else
 * its file holds. A setting that is not known is always shown.
 */
final class LlamaBenchSettings {
  /** What ran the test: part of the machine's identity. */
  static final Set<String> PLATFORM = Set.of("build_commit", "backends", "cpu_info", "gpu_info");

  /** Fields of the platform that no two tests of one file may differ in. */
  static final List<String> HARDWARE = List.of("cpu_info", "gpu_info");

  /** The defaults of August 2026 (b10587); those of fields that it lacks are of b4748. */
  private static final Map<String, String> DEFAULTS =
      Map.ofEntries(
          Map.entry("n_batch", "2048"),
          Map.entry("n_ubatch", "512"),
          Map.entry("cpu_mask", "0x0"),
          Map.entry("cpu_strict", "false"),
          Map.entry("poll", "50"),
          Map.entry("type_k", "f16"),
          Map.entry("type_v", "f16"),
          Map.entry("n_gpu_layers", "-1"),
          Map.entry("n_cpu_moe", "0"),
          Map.entry("split_mode", "layer"),
          Map.entry("main_gpu", "0"),
          Map.entry("no_kv_offload", "false"),
          Map.entry("flash_attn", "-1"),
          Map.entry("devices", "auto"),
          Map.entry("tensor_split", "0.00"),
          Map.entry("tensor_buft_overrides", "none"),
          Map.entry("load_mode", "auto"),
          Map.entry("use_mmap", "true"),
          Map.entry("embeddings", "false"),
          Map.entry("no_op_offload", "0"),
          Map.entry("no_host", "false"),
          Map.entry("fit_target", "0"),
          Map.entry("fit_min_ctx", "0"),
          Map.entry("n_depth", "0"));

  /** What the size of a model follows from, and what is derived from the samples. */
  private static final Set<String> DERIVED =
      Set.of("model_n_params", "avg_ns", "stddev_ns", "avg_ts", "stddev_ts");

  private LlamaBenchSettings() {}

  /** Whether a field is none that matters. */
  static boolean isDerived(String field) {
    return DERIVED.contains(field);
  }

  /**
   * The parameters of a test.
   *
   * @param settings every other field that is a text, a truth or a whole number
   * @param modelFile the model's file, which may be named with its folder
   */
  static Map<String, String> parameters(Map<String, String> settings, String modelFile) {
    Map<String, String> parameters = new TreeMap<>(settings);
    DEFAULTS.forEach(parameters::remove);
    int folder = Math.max(modelFile.lastIndexOf('/'), modelFile.lastIndexOf('\\'));
    parameters.put("model", modelFile.substring(folder + 1).replaceFirst("\\.gguf$", ""));
    return parameters;
  }
}
