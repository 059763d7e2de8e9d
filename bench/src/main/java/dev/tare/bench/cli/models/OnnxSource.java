package dev.tare.bench.cli.models;

import dev.tare.fixtures.onnx.OnnxModelInfo;
import dev.tare.fixtures.onnx.OnnxModelWriter;
import dev.tare.fixtures.weights.Weights;
import dev.tare.fixtures.weights.WeightsOpener;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What is common to all that is made of an ONNX model. */
abstract class OnnxSource implements Quantizing {
  private static final int FLOAT_BYTES = 4;

  private final Path in;
  private final OnnxModelInfo model;
  private final int weightTensors;
  private final long parameters;

  OnnxSource(Path in) {
    this.in = in;
    this.model = OnnxModelInfo.read(in);
    try (Weights weights = WeightsOpener.open(in)) {
      this.weightTensors = weights.parameterTensors();
      this.parameters = weights.parameters();
    }
  }

  /** The model that is read. */
  final Path in() {
    return in;
  }

  /** What is to be made, in words. */
  abstract String label();

  @Override
  public final String description() {
    return String.format(
        Locale.ROOT,
        "ONNX %s: %d weight tensor%s with %,d parameter%s",
        label(),
        weightTensors,
        weightTensors == 1 ? "" : "s",
        parameters,
        parameters == 1 ? "" : "s");
  }

  /**
   * No type of these takes more than the floats did; graphs inside nodes are in the file's size.
   */
  @Override
  public final long sizeBytes() {
    return Math.max(in.toFile().length(), FLOAT_BYTES * model.elementCount());
  }

  @Override
  public final List<Path> sources() {
    return files(in, model);
  }

  private static List<Path> files(Path file, OnnxModelInfo model) {
    List<Path> files = new ArrayList<>(List.of(file));
    // What lies elsewhere is refused when it is read.
    model.externalFiles().stream().map(file::resolveSibling).forEach(files::add);
    return files;
  }

  @Override
  public final OutputPlace.Kind kind() {
    return OutputPlace.Kind.FILE;
  }

  @Override
  public final String extension() {
    return ".onnx";
  }

  @Override
  public final List<Path> made(Path out) {
    return files(out, OnnxModelInfo.read(out));
  }

  @Override
  public final List<Path> companions(Path out) {
    return List.of(OnnxModelWriter.dataFile(out));
  }
}
