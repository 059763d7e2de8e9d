package dev.tare.bench.jmh;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * A folder for what a benchmark writes: in memory where the system has such a disk with room
 * enough, so that the disk's mood is not measured; among the temporary files elsewhere.
 */
final class ScratchFolder implements Closeable {
  private static final Path MEMORY_DISK = Path.of("/dev/shm");

  private final Path folder;

  private ScratchFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * An empty folder.
   *
   * @param bytes how much it shall take
   */
  static ScratchFolder create(long bytes) throws IOException {
    // Half at most: others live there, and it is memory.
    boolean room =
        Files.isWritable(MEMORY_DISK)
            && Files.getFileStore(MEMORY_DISK).getUsableSpace() / 2 > bytes;
    return new ScratchFolder(
        room
            ? Files.createTempDirectory(MEMORY_DISK, "tare-bench-")
            : Files.createTempDirectory("tare-bench-"));
  }

  Path file(String name) {
    return folder.resolve(name);
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
