package dev.tare.bench.residency;

import com.sun.jna.Platform;
import dev.tare.bench.profile.Reading;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * The kernel's page cache of some files. Only pages of these files are touched: nobody else on the
 * machine pays, and no privilege is needed. What lies below is not seen: a disk's own cache, a
 * hypervisor's, a file server's.
 */
public final class PageCache {
  private static final String NEEDS_LINUX =
      "the page cache is looked at with mincore(2) on 64-bit Linux only";
  private static final int READ_BYTES = 1 << 20;

  private PageCache() {}

  /**
   * Counts the pages of the files that are in the page cache, without touching one.
   *
   * @param files regular files
   * @return missing with a reason where the system does not tell
   */
  public static Reading<Residency> residency(List<Path> files) {
    if (!isSupported()) {
      return new Reading.Missing<>(NEEDS_LINUX);
    }
    Residency sum = Residency.NONE;
    for (Path file : files) {
      if (!mayLook(file)) {
        return new Reading.Missing<>(
            file + ": mincore(2) tells only those who own a file or may write it");
      }
      try {
        sum = sum.plus(LinuxFile.residency(file));
      } catch (IOException e) {
        return new Reading.Missing<>(file + ": cannot be looked at (" + e.getMessage() + ")");
      }
    }
    return new Reading.Value<>(sum);
  }

  /**
   * Asks the kernel to drop the files' pages. Pages that somebody maps stay, and so do pages that
   * are not on disk yet, unless they are waited for: look with {@link #residency} what became of
   * it.
   *
   * @param files regular files
   * @param flush whether to wait until the files are on disk
   * @throws IOException when a file cannot be opened or the kernel refuses
   * @throws UnsupportedOperationException on another system than 64-bit Linux
   */
  static void drop(List<Path> files, boolean flush) throws IOException {
    if (!isSupported()) {
      throw new UnsupportedOperationException(NEEDS_LINUX);
    }
    for (Path file : files) {
      LinuxFile.drop(file, flush);
    }
  }

  /** Reads the files from their beginning to their end. */
  static void read(List<Path> files) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(READ_BYTES);
    for (Path file : files) {
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
        while (channel.read(buffer) >= 0) {
          buffer.clear();
        }
      }
    }
  }

  static boolean isSupported() {
    return Platform.isLinux() && Platform.is64Bit();
  }

  /** To others, mincore reports every page as resident (since Linux 5.2). */
  private static boolean mayLook(Path file) {
    try {
      return Files.isWritable(file)
          || Files.getAttribute(file, "unix:uid").equals(LinuxFile.userId());
    } catch (IOException e) {
      return false;
    }
  }
}
