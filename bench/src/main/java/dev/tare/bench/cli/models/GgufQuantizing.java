package dev.tare.bench.cli.models;

import dev.tare.fixtures.ggml.GgmlType;
import dev.tare.fixtures.gguf.GgufModel;
import dev.tare.fixtures.gguf.GgufTensor;
import dev.tare.fixtures.quantize.gguf.GgufQuantization;
import dev.tare.fixtures.quantize.gguf.GgufQuantizer;
import dev.tare.fixtures.quantize.gguf.ImportanceCoverage;
import dev.tare.fixtures.quantize.gguf.ImportanceMatrix;
import dev.tare.fixtures.quantize.gguf.QuantizeOptions;
import dev.tare.results.cli.UsageException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;

/** GGUF as {@code llama-quantize} makes it. */
final class GgufQuantizing implements Quantizing {
  private final Path in;
  private final QuantizeOptions options;
  private final List<Path> sources;
  private final Collection<GgufTensor> tensors;
  private final long sizeBytes;
  private final Optional<ImportanceCoverage> coverage;

  GgufQuantizing(Path in, String type, int threads, Optional<Path> importance) {
    this.in = in;
    GgufQuantization quantization = GgufQuantization.byName(type).orElseThrow(() -> unknown(type));
    this.options =
        new QuantizeOptions(quantization, threads, importance.map(ImportanceMatrix::read));
    GgufModel model = GgufModel.open(in);
    this.sources = model.files();
    this.tensors = GgufQuantizer.plan(model, options).values();
    this.coverage = GgufQuantizer.coverage(model, options);
    this.sizeBytes = GgufQuantizer.sizeBytes(model, options);
  }

  private static UsageException unknown(String type) {
    return new UsageException(
        "--type of a GGUF model is one of " + names() + "; got '" + type + "'");
  }

  static String names() {
    return Arrays.stream(GgufQuantization.values())
        .map(Enum::name)
        .collect(Collectors.joining(", "));
  }

  /** Counts the types, since a mixture or a fall-back is not seen in the name. */
  @Override
  public String description() {
    Map<GgmlType, Integer> counts = new TreeMap<>();
    tensors.forEach(tensor -> counts.merge(tensor.type(), 1, Integer::sum));
    String types =
        counts.entrySet().stream()
            .map(count -> count.getValue() + " " + count.getKey())
            .collect(Collectors.joining(", "));
    long weights = tensors.stream().mapToLong(GgufTensor::elements).sum();
    long bytes = tensors.stream().mapToLong(GgufTensor::sizeBytes).sum();
    return String.format(
        Locale.ROOT,
        "GGUF %s: %d tensors (%s), %.2f bits per weight%s",
        options.type(),
        tensors.size(),
        types,
        8.0 * bytes / Math.max(1, weights),
        coverage.map(GgufQuantizing::words).orElse(""));
  }

  /** A matrix without some tensors is used all the same, and these are quantized as without one. */
  private static String words(ImportanceCoverage coverage) {
    return coverage.quantized() == 0
        ? "; the importance matrix changes nothing"
        : "; the importance matrix covers "
            + coverage.covered()
            + " of "
            + coverage.quantized()
            + " quantized tensors";
  }

  @Override
  public long sizeBytes() {
    return sizeBytes;
  }

  @Override
  public List<Path> sources() {
    return sources;
  }

  @Override
  public OutputPlace.Kind kind() {
    return OutputPlace.Kind.FILE;
  }

  @Override
  public String extension() {
    return ".gguf";
  }

  @Override
  public List<String> write(Path out, LongConsumer bytesDone) {
    GgufQuantizer.quantize(in, out, options, bytesDone);
    return List.of();
  }
}
