package dev.tare.bench.cli.models;

import dev.tare.fixtures.onnx.WeightPlacement;
import dev.tare.fixtures.quantize.onnx.OnnxQuantization;
import dev.tare.fixtures.quantize.onnx.OnnxQuantizer;
import dev.tare.fixtures.quantize.onnx.QuantizeSummary;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/** ONNX with weights in fewer bits, from the model alone. */
final class OnnxQuantizing extends OnnxSource {
  private final OnnxQuantization how;
  private final WeightPlacement placement;

  OnnxQuantizing(Path in, OnnxQuantization how, WeightPlacement placement) {
    super(in);
    this.how = how;
    this.placement = placement;
  }

  @Override
  String label() {
    return how.label();
  }

  @Override
  public List<String> write(Path out, LongConsumer bytesDone) {
    return notes(OnnxQuantizer.quantize(in(), out, how, placement, bytesDone));
  }

  /** What the user should know about a new model. */
  static List<String> notes(QuantizeSummary summary) {
    List<String> notes = new ArrayList<>(summary.warnings());
    summary.keptNodes().forEach(node -> notes.add("kept as it was: " + node));
    return notes;
  }
}
