package dev.tare.bench.cli.models;

import dev.tare.fixtures.onnx.WeightPlacement;
import dev.tare.fixtures.quantize.onnx.OnnxQuantization;
import dev.tare.fixtures.quantize.onnx.OnnxQuantization.DynamicInt8;
import dev.tare.fixtures.quantize.onnx.OnnxQuantization.Float16;
import dev.tare.fixtures.quantize.onnx.OnnxQuantization.Int4;
import dev.tare.fixtures.quantize.onnx.WeightType;
import dev.tare.results.cli.UsageException;
import java.util.Locale;
import java.util.OptionalInt;
import picocli.CommandLine.Option;

/** How an ONNX model is quantized. */
final class OnnxOptions {
  static final String TYPES = "INT8, FP16, INT4";

  @Option(names = "--per-tensor", description = "INT8: one scale per weight, not per channel.")
  private boolean perTensor;

  @Option(
      names = "--weights",
      paramLabel = "TYPE",
      description = "INT8: S8 (default) or U8, signed or unsigned weights.")
  private WeightType weights = WeightType.S8;

  @Option(
      names = "--full-range",
      description = {
        "INT8: 8 bits of a weight, not 7. Processors without VNNI then overflow silently."
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

  OnnxQuantization quantization(String type) {
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

  WeightPlacement placement() {
    return externalData ? WeightPlacement.BESIDE : WeightPlacement.AUTO;
  }
}
