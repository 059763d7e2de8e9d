package dev.tare.bench.cli.models;

import dev.tare.bench.engine.EngineException;
import dev.tare.bench.engine.onnx.CalibrationPictures;
import dev.tare.bench.engine.onnx.PictureCalibrationRunner;
import dev.tare.fixtures.onnx.WeightPlacement;
import dev.tare.fixtures.quantize.onnx.OnnxQuantization;
import dev.tare.fixtures.quantize.onnx.OnnxQuantization.DynamicInt8;
import dev.tare.fixtures.quantize.onnx.OnnxQuantization.Float16;
import dev.tare.fixtures.quantize.onnx.OnnxQuantization.Int4;
import dev.tare.fixtures.quantize.onnx.WeightType;
import dev.tare.fixtures.quantize.onnx.qdq.ActivationType;
import dev.tare.fixtures.quantize.onnx.qdq.Calibration;
import dev.tare.fixtures.quantize.onnx.qdq.Calibration.Entropy;
import dev.tare.fixtures.quantize.onnx.qdq.Calibration.MinMax;
import dev.tare.fixtures.quantize.onnx.qdq.Calibration.Percentile;
import dev.tare.fixtures.quantize.onnx.qdq.StaticInt8Options;
import dev.tare.results.cli.UsageException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalInt;
import picocli.CommandLine.Option;

/** How an ONNX model is quantized. */
final class OnnxOptions {
  static final String TYPES = "INT8, STATIC-INT8, FP16, INT4";

  private static final String STATIC = "STATIC-INT8";

  @Option(
      names = "--per-tensor",
      description = "INT8, STATIC-INT8: one scale per weight, not per channel.")
  private boolean perTensor;

  @Option(
      names = "--weights",
      paramLabel = "TYPE",
      description = "INT8: S8 (default) or U8, signed or unsigned weights.")
  private WeightType weights = WeightType.S8;

  @Option(
      names = "--full-range",
      description = {
        "INT8, STATIC-INT8: 8 bits of a weight, not 7. Processors without VNNI then overflow"
            + " silently."
      })
  private boolean fullRange;

  @Option(
      names = "--block-size",
      paramLabel = "N",
      description = "INT4: weights per scale, 32 (default), 64 or 128.")
  private int blockSize = Int4.DEFAULT.blockSize();

  @Option(names = "--asymmetric", description = "INT4: a zero point per block.")
  private boolean asymmetric;

  @Option(
      names = "--external-data",
      description = "Weights in a file beside OUT (default: only when they do not fit into one).")
  private boolean externalData;

  @Option(
      names = "--activations",
      paramLabel = "TYPE",
      description = "STATIC-INT8: U8 (default) or S8, unsigned or signed activations.")
  private ActivationType activations = ActivationType.U8;

  @Option(
      names = "--calibration",
      paramLabel = "METHOD",
      description = "STATIC-INT8: ranges by minmax (default), percentile or entropy.")
  private String calibration = "minmax";

  @Option(
      names = "--percentile",
      paramLabel = "P",
      description = "STATIC-INT8: share of the values that a range holds, %% (default: 99.999).")
  private double percentile = Percentile.DEFAULT_PERCENTILE;

  @Option(
      names = "--calibration-images",
      paramLabel = "DIR",
      description = "STATIC-INT8: pictures to calibrate on (default: the fixture images).")
  private Path calibrationImages;

  @Option(
      names = "--image-size",
      paramLabel = "N",
      description = "STATIC-INT8: pixels per side where the model takes any (default: 224).")
  private int imageSize = 224;

  /** How IN is quantized to {@code type}. */
  Quantizing quantizing(Path in, String type, int threads) {
    return type.equalsIgnoreCase(STATIC)
        ? staticInt8(in, threads)
        : new OnnxQuantizing(in, quantization(type), placement());
  }

  private Quantizing staticInt8(Path in, int threads) {
    if (weights != WeightType.S8) {
      throw new UsageException("--weights of " + STATIC + " is S8 alone; leave it out");
    }
    if (imageSize < 1) {
      throw new UsageException("--image-size must be 1 or more, got " + imageSize);
    }
    CalibrationPictures pictures = pictures();
    return new StaticQuantizing(
        in,
        new StaticInt8Options(activations, !perTensor, !fullRange),
        calibration(),
        pictures,
        new PictureCalibrationRunner(pictures, threads, imageSize),
        placement());
  }

  private Calibration calibration() {
    return switch (calibration.toLowerCase(Locale.ROOT)) {
      case "minmax" -> new MinMax();
      case "entropy" -> Entropy.DEFAULT;
      case "percentile" -> percentile();
      default ->
          throw new UsageException(
              "--calibration is minmax, percentile or entropy; got '" + calibration + "'");
    };
  }

  private Calibration percentile() {
    try {
      return new Percentile(percentile, Percentile.DEFAULT_BINS);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--percentile must be above 0 and at most 100, got " + percentile);
    }
  }

  private CalibrationPictures pictures() {
    try {
      return calibrationImages == null
          ? CalibrationPictures.fixtures()
          : CalibrationPictures.in(calibrationImages);
    } catch (EngineException e) {
      throw new UsageException(e.getMessage());
    }
  }

  private OnnxQuantization quantization(String type) {
    return switch (type.toUpperCase(Locale.ROOT)) {
      case "INT8" -> new DynamicInt8(weights, !perTensor, !fullRange, true);
      case "FP16", "F16" -> new Float16();
      case "INT4" -> int4();
      default ->
          throw new UsageException(
              "--type of an ONNX model is one of " + TYPES + "; got '" + type + "'");
    };
  }

  private Int4 int4() {
    try {
      return new Int4(blockSize, !asymmetric, OptionalInt.empty());
    } catch (IllegalArgumentException e) {
      throw new UsageException("--block-size must be 32, 64 or 128, got " + blockSize);
    }
  }

  private WeightPlacement placement() {
    return externalData ? WeightPlacement.BESIDE : WeightPlacement.AUTO;
  }
}
