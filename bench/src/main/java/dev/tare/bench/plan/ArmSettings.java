package dev.tare.bench.plan;

import dev.tare.bench.engine.EngineOption;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What one arm of a comparison sets differently.
 *
 * @param values values by name, in the order given; paths are absolute; empty when the arm is as
 *     configured
 */
public record ArmSettings(Map<String, String> values) {
  /** llama.cpp's native library: a file, or the folder that holds it. */
  static final String LIBRARY = "lib";

  /** A model file to measure in the variant's place. */
  static final String MODEL = "model";

  /** Another variant of the same family. */
  static final String VARIANT = "variant";

  /** The {@code java} that runs the forks. */
  static final String JVM = "jvm";

  /** Further arguments of the forks' JVM, separated by spaces. */
  static final String JVM_ARGUMENTS = "jvmArgs";

  private static final Set<String> SPECIAL = Set.of(LIBRARY, MODEL, VARIANT, JVM, JVM_ARGUMENTS);

  /** An arm that is as configured. */
  public static final ArmSettings NONE = new ArmSettings(Map.of());

  /** Copies the values. */
  public ArmSettings {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** The native library's path. */
  public Optional<Path> library() {
    return path(LIBRARY);
  }

  /** The model file. */
  public Optional<Path> model() {
    return path(MODEL);
  }

  /** The {@code java} executable. */
  public Optional<Path> jvm() {
    return path(JVM);
  }

  /** The variant to take instead. */
  public Optional<String> variant() {
    return Optional.ofNullable(values.get(VARIANT));
  }

  /** Further arguments of the JVM. */
  public List<String> jvmArguments() {
    String text = values.getOrDefault(JVM_ARGUMENTS, "").strip();
    return text.isEmpty() ? List.of() : List.of(text.split("\\s+"));
  }

  private Optional<Path> path(String name) {
    return Optional.ofNullable(values.get(name)).map(Path::of);
  }

  /** What is set of the engines, by {@link EngineOption#id()}. */
  public Map<String, String> engineOptions() {
    Map<String, String> options = new LinkedHashMap<>(values);
    options.keySet().removeIf(name -> EngineOption.of(name).isEmpty());
    return options;
  }

  /** What is set of the benchmarks' own parameters. */
  public Map<String, String> parameters() {
    Map<String, String> parameters = new LinkedHashMap<>(values);
    parameters.keySet().removeIf(name -> !isParameter(name));
    return parameters;
  }

  /** Whether a name is none of a setting, and so may be a benchmark's parameter. */
  static boolean isParameter(String name) {
    return !SPECIAL.contains(name) && EngineOption.of(name).isEmpty();
  }
}
