package dev.tare.bench.cli.models;

import dev.tare.fixtures.mlx.AffineFormat;
import dev.tare.fixtures.quantize.mlx.MlxDequantizeOptions;
import dev.tare.fixtures.quantize.mlx.MlxQuantizeOptions;
import dev.tare.fixtures.quantize.mlx.MlxRounding;
import dev.tare.fixtures.safetensors.FloatFormat;
import dev.tare.results.cli.UsageException;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine.Option;

/** How a folder of SafeTensors files is quantized for MLX, or made floats again. */
final class FolderOptions {
  static final String TYPES = "4BIT, 6BIT, 8BIT, F16, BF16, F32";

  @Option(
      names = "--group-size",
      paramLabel = "N",
      description = "Weights per scale: 32, 64 (default) or 128.")
  private int groupSize = 64;

  @Option(
      names = "--rounding",
      paramLabel = "WHERE",
      description = "metal (default) or cpu: which of MLX's back ends to agree with bit by bit.")
  private MlxRounding rounding = MlxRounding.METAL;

  Quantizing quantizing(Path in, String type, int threads, boolean replace) {
    return switch (type.toUpperCase(Locale.ROOT)) {
      case "4BIT" -> quantized(in, 4, threads, replace);
      case "6BIT" -> quantized(in, 6, threads, replace);
      case "8BIT" -> quantized(in, 8, threads, replace);
      case "F16" -> floats(in, FloatFormat.F16, threads, replace);
      case "BF16" -> floats(in, FloatFormat.BF16, threads, replace);
      case "F32" -> floats(in, FloatFormat.F32, threads, replace);
      default ->
          throw new UsageException(
              "--type of a model folder is one of " + TYPES + "; got '" + type + "'");
    };
  }

  private Quantizing quantized(Path in, int bits, int threads, boolean replace) {
    if (groupSize != 32 && groupSize != 64 && groupSize != 128) {
      throw new UsageException("--group-size must be 32, 64 or 128, got " + groupSize);
    }
    return FolderQuantizing.quantize(
        in, new MlxQuantizeOptions(new AffineFormat(bits, groupSize), threads, replace, rounding));
  }

  private static Quantizing floats(Path in, FloatFormat format, int threads, boolean replace) {
    return FolderQuantizing.dequantize(in, new MlxDequantizeOptions(format, threads, replace));
  }
}
