package dev.tare.bench.cli.models;

import dev.tare.fixtures.onnx.OnnxModelInfo;
import dev.tare.fixtures.onnx.OnnxModelWriter;
import dev.tare.fixtures.onnx.WeightPlacement;
import dev.tare.fixtures.quantize.onnx.OnnxQuantization;
import dev.tare.fixtures.quantize.onnx.OnnxQuantizer;
import dev.tare.fixtures.quantize.onnx.QuantizeSummary;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongConsumer;

/** ONNX with weights in fewer bits, from the model alone. */
final class OnnxQuantizing implements Quantizing {
  private static final int FLOAT_BYTES = 4;

  private final Path in;
  private final OnnxQuantization how;
  private final WeightPlacement placement;
  private final OnnxModelInfo model;

  OnnxQuantizing(Path in, OnnxQuantization how, WeightPlacement placement) {
    this.in = in;
    this.how = how;
    this.placement = placement;
    this.model = OnnxModelInfo.read(in);
  }

  @Override
  public String description() {
    return String.format(
        Locale.ROOT,
        "ONNX %s: %d weight tensors with %,d parameters",
        how.label(),
        model.tensorCount(),
        model.parameterCount());
  }

  /** No type of these takes more than the floats did. */
  @Override
  public long sizeBytes() {
    return FLOAT_BYTES * model.parameterCount();
  }

  @Override
  public List<Path> companions(Path out) {
    return List.of(OnnxModelWriter.dataFile(out));
  }

  @Override
  public List<String> write(Path out, LongConsumer bytesDone) {
    QuantizeSummary summary = OnnxQuantizer.quantize(in, out, how, placement, bytesDone);
    List<String> notes = new ArrayList<>(summary.warnings());
    summary.keptNodes().forEach(node -> notes.add("kept as it was: " + node));
    if (summary.rewrittenNodes() == 0) {
      notes.add("nothing in this model could be quantized; OUT is a copy");
    }
    return notes;
  }
}
