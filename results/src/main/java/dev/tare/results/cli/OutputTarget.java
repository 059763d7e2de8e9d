package dev.tare.results.cli;

import dev.tare.results.report.DiffFormat;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A file that {@code --out} names.
 *
 * @param format what is written to it; empty for what {@code --format} says
 * @param file the file
 */
record OutputTarget(Optional<DiffFormat> format, Path file) {
  /** Reads {@code FILE} or {@code FORMAT=FILE}. */
  static final class Converter implements ITypeConverter<OutputTarget> {
    @Override
    public OutputTarget convert(String value) {
      int equals = value.indexOf('=');
      String word = value.substring(0, Math.max(0, equals));
      if (!word.matches("[A-Za-z]+")) {
        return new OutputTarget(Optional.empty(), path(value));
      }
      DiffFormat format = DiffFormat.of(word).orElseThrow(() -> unknown(word, value));
      return new OutputTarget(Optional.of(format), path(value.substring(equals + 1)));
    }

    /** More likely a slip than a file of such a name, which would appear where nobody looks. */
    private static TypeConversionException unknown(String word, String value) {
      return new TypeConversionException(
          "there is no format "
              + word
              + ", only "
              + DiffFormat.ids()
              + "; write ./"
              + value
              + " if that is the file's name");
    }

    private static Path path(String name) {
      if (name.isBlank()) {
        throw new TypeConversionException("the name of the file is missing");
      }
      try {
        return Path.of(name);
      } catch (InvalidPathException e) {
        throw new TypeConversionException("not a file name: " + e.getMessage());
      }
    }
  }
}
