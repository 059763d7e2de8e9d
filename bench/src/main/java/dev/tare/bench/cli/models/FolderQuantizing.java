package dev.tare.bench.cli.models;

import dev.tare.fixtures.quantize.mlx.MlxDequantizeOptions;
import dev.tare.fixtures.quantize.mlx.MlxQuantizeOptions;
import dev.tare.fixtures.quantize.mlx.MlxQuantizer;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.function.LongConsumer;

/**
 * A folder as MLX has them.
 *
 * @param description what will be made, in a line
 * @param in the folder that is read
 * @param sizeBytes bytes of the weight files
 * @param writer takes the folder to make and whom to tell the bytes written
 */
record FolderQuantizing(
    String description, Path in, long sizeBytes, BiConsumer<Path, LongConsumer> writer)
    implements Quantizing {
  static Quantizing quantize(Path in, MlxQuantizeOptions options) {
    return new FolderQuantizing(
        String.format(
            Locale.ROOT,
            "MLX %d bits, one scale and bias per %d weights",
            options.format().bits(),
            options.format().groupSize()),
        in,
        MlxQuantizer.sizeBytes(in, options),
        (out, bytesDone) -> MlxQuantizer.quantize(in, out, options, bytesDone));
  }

  static Quantizing dequantize(Path in, MlxDequantizeOptions options) {
    return new FolderQuantizing(
        "SafeTensors " + options.dtype(),
        in,
        MlxQuantizer.sizeBytes(in, options),
        (out, bytesDone) -> MlxQuantizer.dequantize(in, out, options, bytesDone));
  }

  @Override
  public List<Path> sources() {
    return List.of(in);
  }

  @Override
  public OutputPlace.Kind kind() {
    return OutputPlace.Kind.FOLDER;
  }

  @Override
  public String extension() {
    return "";
  }

  @Override
  public List<String> write(Path out, LongConsumer bytesDone) {
    writer.accept(out, bytesDone);
    return List.of();
  }
}
