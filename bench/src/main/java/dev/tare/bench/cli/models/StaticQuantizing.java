package dev.tare.bench.cli.models;

import dev.tare.bench.engine.EngineException;
import dev.tare.bench.engine.onnx.CalibrationPictures;
import dev.tare.bench.engine.onnx.PictureCalibrationRunner;
import dev.tare.fixtures.onnx.WeightPlacement;
import dev.tare.fixtures.quantize.onnx.QuantizeSummary;
import dev.tare.fixtures.quantize.onnx.qdq.Calibration;
import dev.tare.fixtures.quantize.onnx.qdq.StaticInt8;
import dev.tare.fixtures.quantize.onnx.qdq.StaticInt8Options;
import dev.tare.results.cli.UsageException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.LongConsumer;

/**
 * ONNX in static INT8, calibrated on pictures. While it is calibrated, a copy of the model lies
 * beside OUT; OUT takes its place.
 */
final class StaticQuantizing extends OnnxSource {
  private final StaticInt8Options options;
  private final Calibration calibration;
  private final CalibrationPictures pictures;
  private final PictureCalibrationRunner runner;
  private final WeightPlacement placement;

  StaticQuantizing(
      Path in,
      StaticInt8Options options,
      Calibration calibration,
      CalibrationPictures pictures,
      PictureCalibrationRunner runner,
      WeightPlacement placement) {
    super(in);
    this.options = options;
    this.calibration = calibration;
    this.pictures = pictures;
    this.runner = runner;
    this.placement = placement;
  }

  @Override
  String label() {
    return String.format(
        Locale.ROOT,
        "static INT8 %s, ranges by %s over %s",
        options.perChannel() ? "per channel" : "per tensor",
        calibration.label(),
        pictures.description());
  }

  @Override
  public List<String> write(Path out, LongConsumer bytesDone) {
    try {
      QuantizeSummary summary =
          StaticInt8.quantize(in(), out, options, calibration, runner, placement, bytesDone);
      return OnnxQuantizing.notes(summary);
    } catch (EngineException e) {
      throw new UsageException(in() + ": " + e.getMessage());
    }
  }
}
