package dev.tare.bench.cli.models;

import dev.tare.fixtures.IoReason;
import dev.tare.results.cli.UsageException;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where a command puts a new model, checked before it starts to work.
 *
 * @param paths the files or folders to make, all in one folder; the first is the one that was asked
 *     for
 * @param replace whether what is there may be replaced
 */
record OutputPlace(List<Path> paths, boolean replace) {
  /** What is made. */
  enum Kind {
    FILE,
    FOLDER
  }

  private static final Pattern MODEL_FILE =
      Pattern.compile(".*\\.(json|safetensors|model|jinja|txt|md)|\\.gitattributes");

  /** Room for the file system's own records. */
  private static final long SLACK_BYTES = 16L << 20;

  OutputPlace {
    paths = List.copyOf(paths);
  }

  /**
   * Makes sure that what is here already is of the kind that comes in its place.
   *
   * @throws UsageException if a folder is where a file is to go, a file where a folder is, or a
   *     device where either is
   */
  OutputPlace of(Kind kind) {
    for (Path made : paths) {
      if (!Files.exists(made, LinkOption.NOFOLLOW_LINKS)) {
        continue;
      }
      if (kind == Kind.FILE && !Files.isRegularFile(made)) {
        throw new UsageException(
            made + ": is " + (Files.isDirectory(made) ? "a folder" : "no file") + "; name a file");
      }
      if (kind == Kind.FOLDER && !Files.isDirectory(made)) {
        throw new UsageException(made + ": is no folder; a folder is made here, so name one");
      }
    }
    return this;
  }

  /**
   * Makes sure that nothing of what is read is replaced.
   *
   * @param read files and folders
   * @throws UsageException if something is
   */
  OutputPlace apartFrom(List<Path> read) {
    for (Path made : paths) {
      for (Path source : read) {
        if (isSame(made, source)) {
          throw new UsageException(made + ": is what is read; name another place to write to");
        }
      }
    }
    return this;
  }

  private static boolean isSame(Path made, Path source) {
    try {
      return Files.exists(made) && Files.exists(source) && Files.isSameFile(made, source);
    } catch (IOException e) {
      throw new UsageException(made + ": cannot be read (" + IoReason.of(e) + ")");
    }
  }

  /**
   * Makes sure that {@code bytes} can be written here.
   *
   * @throws UsageException if something is here already, the folder does not exist or is full
   */
  void check(long bytes) {
    for (Path made : paths) {
      if (Files.exists(made, LinkOption.NOFOLLOW_LINKS) && !replace) {
        throw new UsageException(made + ": exists already; give --force to replace it");
      }
      checkFolder(made);
    }
    Path path = path();
    Path folder = path.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new UsageException(path + ": there is no folder " + folder + "; make it first");
    }
    if (!Files.isWritable(folder)) {
      throw new UsageException(path + ": nothing may be written to " + folder);
    }
    checkSpace(folder, bytes);
  }

  /** Replacing a folder takes everything in it away, so it must be a model's and no other. */
  private static void checkFolder(Path path) {
    if (!Files.isDirectory(path)) {
      return;
    }
    try (Stream<Path> listed = Files.list(path)) {
      List<Path> files = listed.sorted().toList();
      Optional<Path> foreign = files.stream().filter(file -> !isOfModel(file)).findFirst();
      boolean model = files.stream().anyMatch(OutputPlace::isWeights);
      if (foreign.isPresent() || !files.isEmpty() && !model) {
        throw new UsageException(
            path
                + ": is not replaced, since "
                + foreign.map(file -> file.getFileName() + " in it is").orElse("what is in it is")
                + " no part of a model; choose another place");
      }
    } catch (IOException e) {
      throw new UsageException(path + ": cannot be read (" + IoReason.of(e) + ")");
    }
  }

  private static boolean isOfModel(Path file) {
    return Files.isRegularFile(file) && MODEL_FILE.matcher(file.getFileName().toString()).matches();
  }

  private static boolean isWeights(Path file) {
    return file.getFileName().toString().endsWith(".safetensors");
  }

  /** What was asked for. */
  Path path() {
    return paths.get(0);
  }

  private void checkSpace(Path folder, long bytes) {
    long free = usableBytes(folder);
    if (free - SLACK_BYTES < bytes) {
      throw new UsageException(
          String.format(
              Locale.ROOT,
              "%s: needs %s and only %s are free in %s; make room or choose another place",
              path(),
              bytes(bytes),
              bytes(free),
              folder));
    }
  }

  private static long usableBytes(Path folder) {
    try {
      return Files.getFileStore(folder).getUsableSpace();
    } catch (IOException e) {
      // A file system that does not tell is tried.
      return Long.MAX_VALUE;
    }
  }

  /**
   * Bytes of all {@code paths} and of what is in them, whether they lead there by a link or not.
   */
  static long sizeBytes(List<Path> paths) {
    return paths.stream().distinct().filter(Files::exists).mapToLong(OutputPlace::sizeBytes).sum();
  }

  private static long sizeBytes(Path path) {
    try (Stream<Path> files = Files.walk(path, FileVisitOption.FOLLOW_LINKS)) {
      return files.map(Path::toFile).filter(File::isFile).mapToLong(File::length).sum();
    } catch (IOException e) {
      throw new UncheckedIOException(path + ": cannot be read (" + IoReason.of(e) + ")", e);
    }
  }

  /** A size in decimal units, as disks are sold. */
  static String bytes(long bytes) {
    if (bytes < 1000_000) {
      return String.format(Locale.ROOT, "%.1f kB", bytes / 1e3);
    }
    return bytes < 1000_000_000
        ? String.format(Locale.ROOT, "%.1f MB", bytes / 1e6)
        : String.format(Locale.ROOT, "%.2f GB", bytes / 1e9);
  }
}
