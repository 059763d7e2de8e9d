package dev.tare.bench.driver;

import dev.tare.fixtures.ggml.LlamaLibrary;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The libraries that stand beside llama.cpp's and belong to it: a build of shared libraries keeps
 * its kernels in them, so they decide what is measured as much as the library that was named.
 */
final class CompanionLibraries {
  private static final Path MAPS = Path.of("/proc/self/maps");
  private static final int PATH_COLUMN = 6;
  private static final int SHORT_HASH = 8;
  private static final String LIBRARY = ".+\\.(so(\\.[0-9]+)*|dylib|dll)";

  private CompanionLibraries() {}

  /**
   * A hash over all of them and their names. On Linux they are those that this process has loaded
   * from the library's folder, elsewhere every library that lies there.
   *
   * @param library the library's file, loaded
   * @return empty when it stands alone or its folder cannot be read
   */
  static Optional<String> identity(Path library) {
    try {
      Path file = library.toRealPath();
      Set<Path> companions = Files.isReadable(MAPS) ? mapped(Files.readString(MAPS)) : beside(file);
      companions.removeIf(other -> other.equals(file) || !inFolder(other, file.getParent()));
      return companions.isEmpty() ? Optional.empty() : Optional.of(hash(companions));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The libraries in a list of mappings, as {@code /proc/self/maps} writes it. */
  static Set<Path> mapped(String maps) {
    return maps.lines()
        .map(line -> line.split("\\s+", PATH_COLUMN))
        .filter(
            columns -> columns.length == PATH_COLUMN && columns[PATH_COLUMN - 1].matches(LIBRARY))
        .map(columns -> Path.of(columns[PATH_COLUMN - 1]))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<Path> beside(Path library) throws IOException {
    try (Stream<Path> files = Files.list(library.getParent())) {
      return files
          .filter(file -> file.getFileName().toString().matches(LIBRARY))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private static boolean inFolder(Path file, Path folder) {
    return folder.equals(file.getParent()) && Files.isRegularFile(file);
  }

  private static String hash(Set<Path> files) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Path file : files) {
        String line = file.getFileName() + " " + LlamaLibrary.sha256(file) + "\n";
        digest.update(line.getBytes(StandardCharsets.UTF_8));
      }
      return HexFormat.of().formatHex(digest.digest(), 0, SHORT_HASH);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
