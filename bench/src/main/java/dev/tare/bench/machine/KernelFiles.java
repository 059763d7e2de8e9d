package dev.tare.bench.machine;

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
 * The small files in which Linux tells its settings and counters; on other systems they are simply
 * not there.
 *
 * @param root the root of the file system, or a folder in a test that looks like it
 */
public record KernelFiles(Path root) {
  /** A large machine's {@code /proc/stat} has a number for each of its thousands of interrupts. */
  private static final int MOST_BYTES = 1 << 20;

  /** Those of the system that this process runs on. */
  public static KernelFiles ofThisSystem() {
    return new KernelFiles(Path.of("/"));
  }

  /** A file's text without surrounding blanks, when it is there, readable and not empty. */
  public Optional<String> text(String path) {
    return start(path, MOST_BYTES);
  }

  /** The same of a file's first bytes. */
  Optional<String> start(String path, int mostBytes) {
    try (var in = Files.newInputStream(root.resolve(path))) {
      String text = new String(in.readNBytes(mostBytes), StandardCharsets.UTF_8).strip();
      return Optional.of(text).filter(value -> !value.isEmpty());
    } catch (IOException | InvalidPathException e) {
      return Optional.empty();
    }
  }

  /** A file's whole number, when it is one. */
  public OptionalLong number(String path) {
    return text(path).map(KernelFiles::parsed).orElse(OptionalLong.empty());
  }

  /** The whole number behind a name at the start of a line, as in {@code pgmajfault 30183}. */
  OptionalLong field(String path, String name) {
    return text(path).stream()
        .flatMap(String::lines)
        .filter(line -> line.startsWith(name + " "))
        .findFirst()
        .map(line -> parsed(line.substring(name.length())))
        .orElse(OptionalLong.empty());
  }

  /** Names in a folder, sorted; none when it is not there. */
  public List<String> names(String folder) {
    try (Stream<Path> files = Files.list(root.resolve(folder))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    } catch (IOException | InvalidPathException e) {
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
