package dev.tare.bench.doctor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * The one-line files in which Linux tells its settings; on other systems they are simply not there.
 *
 * @param root the root of the file system, or a folder in a test that looks like it
 */
record KernelFiles(Path root) {
  private static final int MOST_BYTES = 1 << 16;

  /** A file's text without surrounding blanks, when it is there, readable and not empty. */
  Optional<String> text(String path) {
    try (var in = Files.newInputStream(root.resolve(path))) {
      String text = new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8).strip();
      return Optional.of(text).filter(value -> !value.isEmpty());
    } catch (IOException | InvalidPathException e) {
      return Optional.empty();
    }
  }

  /** A file's whole number, when it is one. */
  OptionalLong number(String path) {
    return text(path).map(KernelFiles::parsed).orElse(OptionalLong.empty());
  }

  /** Names in a folder, sorted; none when it is not there. */
  List<String> names(String folder) {
    try (Stream<Path> files = Files.list(root.resolve(folder))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  static OptionalLong parsed(String text) {
    try {
      return OptionalLong.of(Long.parseLong(text.strip()));
    } catch (NumberFormatException e) {
      return OptionalLong.empty();
    }
  }
}
