package dev.tare.bench.cli.models;

import dev.tare.results.cli.UsageException;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
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
  private static final Pattern MODEL_FILE =
      Pattern.compile(".*\\.(json|safetensors|model|jinja|txt|md)|\\.gitattributes");

  /** Room for the file system's own records. */
  private static final long SLACK_BYTES = 16L << 20;

  OutputPlace {
    paths = List.copyOf(paths);
  }

  /** A place for one file or folder. */
  OutputPlace(Path path, boolean replace) {
    this(List.of(path), replace);
  }

  /**
   * Makes sure that no folder is where a file is to go.
   *
   * @throws UsageException if there is one
   */
  OutputPlace ofFiles() {
    for (Path made : paths) {
      if (Files.isDirectory(made)) {
        throw new UsageException(made + ": is a folder; name a file");
      }
    }
    return this;
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
    try (Stream<Path> files = Files.list(path)) {
      Optional<Path> foreign = files.filter(file -> !isOfModel(file)).findFirst();
      if (foreign.isPresent()) {
        throw new UsageException(
            path
                + ": is not replaced, since "
                + foreign.get().getFileName()
                + " in it is no part of a model; choose another place");
      }
    } catch (IOException e) {
      throw new UsageException(path + ": cannot be read (" + e + ")");
    }
  }

  private static boolean isOfModel(Path file) {
    return Files.isRegularFile(file) && MODEL_FILE.matcher(file.getFileName().toString()).matches();
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

  /** Bytes of the finished files, and of all files of a finished folder. */
  long sizeBytes() {
    return paths.stream().filter(Files::exists).mapToLong(OutputPlace::sizeBytes).sum();
  }

  private static long sizeBytes(Path path) {
    try (Stream<Path> files = Files.walk(path)) {
      return files.map(Path::toFile).filter(File::isFile).mapToLong(File::length).sum();
    } catch (IOException e) {
      throw new UncheckedIOException(path + ": cannot be read (" + e + ")", e);
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
