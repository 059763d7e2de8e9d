package dev.tare.bench.cli.models;

import static java.util.Map.entry;

import dev.tare.results.cli.UsageException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** Which options of {@code tare models quantize} mean something for which types. */
final class OptionScope {
  private static final List<String> MLX_TYPES = List.of("4BIT", "6BIT", "8BIT");
  private static final List<String> ONNX_TYPES = List.of("INT8", "STATIC-INT8", "FP16", "INT4");
  private static final List<String> STATIC = List.of("STATIC-INT8");
  private static final List<String> INT4 = List.of("INT4");

  private static final Map<String, List<String>> TYPES =
      Map.ofEntries(
          entry("--per-tensor", List.of("INT8", "STATIC-INT8")),
          entry("--full-range", List.of("INT8", "STATIC-INT8")),
          entry("--weights", List.of("INT8")),
          entry("--block-size", INT4),
          entry("--asymmetric", INT4),
          entry("--external-data", ONNX_TYPES),
          entry("--activations", STATIC),
          entry("--calibration", STATIC),
          entry("--percentile", STATIC),
          entry("--calibration-images", STATIC),
          entry("--image-size", STATIC),
          entry("--group-size", MLX_TYPES),
          entry("--rounding", MLX_TYPES));

  private OptionScope() {}

  /**
   * Makes sure that every option that was given changes something.
   *
   * @throws UsageException if one does not: who gives it expects another result
   */
  static void check(ParseResult given, String type) {
    for (OptionSpec option : given.matchedOptions()) {
      String name = option.longestName();
      List<String> types = TYPES.getOrDefault(name, List.of());
      if (!types.isEmpty() && !types.contains(type.toUpperCase(Locale.ROOT))) {
        throw new UsageException(
            name + " is for " + String.join(", ", types) + "; leave it out with " + type);
      }
    }
    String calibration = given.matchedOptionValue("--calibration", "minmax");
    if (given.hasMatchedOption("--percentile") && !calibration.equalsIgnoreCase("percentile")) {
      throw new UsageException("--percentile needs --calibration percentile; add that");
    }
  }
}
