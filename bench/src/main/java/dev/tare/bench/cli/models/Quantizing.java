package dev.tare.bench.cli.models;

import java.nio.file.Path;
import java.util.List;
import java.util.function.LongConsumer;

/** One model that is about to be quantized: everything is checked, nothing is written yet. */
interface Quantizing {
  /** What will be made, in a line. */
  String description();

  /** Bytes that will be written at most, for the progress bar and the check for free space. */
  long sizeBytes();

  /**
   * Everything that is read: the model's files, or its folder, and what else decides the result.
   */
  List<Path> sources();

  /** Whether a file is made or a folder. */
  OutputPlace.Kind kind();

  /** The ending that tells the format of what is made; empty for a folder. */
  String extension();

  /** What else may be made beside {@code out}. */
  default List<Path> companions(Path out) {
    return List.of();
  }

  /** What was made, {@code out} and those of its companions that belong to it. */
  default List<Path> made(Path out) {
    return List.of(out);
  }

  /**
   * Makes it; what was at {@code out} stays until the new model is whole.
   *
   * @param out a file, or a folder for formats that are folders
   * @param bytesDone told the bytes written so far
   * @return what the user should know about it, a line each
   */
  List<String> write(Path out, LongConsumer bytesDone);
}
