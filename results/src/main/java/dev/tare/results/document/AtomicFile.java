package dev.tare.results.document;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Replaces a file as a whole: a reader sees the old content or the new, never a part. */
public final class AtomicFile {
  private static final String SUFFIX = ".tmp";

  private AtomicFile() {}

  /** Writes a file's content. */
  @FunctionalInterface
  public interface Content {
    /**
     * Writes everything; the stream is closed by the caller.
     *
     * @throws IOException when writing fails
     */
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Writes to a temporary file in the same folder, forces it to the disk and moves it over {@code
   * file}. Missing folders are created. When anything fails the old file stays as it was.
   *
   * @param file the file to create or replace
   * @param content writes the content
   * @throws UnwritableFileException when it cannot be written
   */
  public static void write(Path file, Content content) {
    Path target = file.toAbsolutePath();
    Path temporary = target.resolveSibling(prefix(target) + shortId() + SUFFIX);
    try {
      if (Files.isDirectory(target)) {
        throw new FileSystemException(target.toString(), null, "is a folder");
      }
      if (Files.exists(target) && !Files.isRegularFile(target)) {
        // A device or a pipe: moving a file over it would replace it.
        writeInto(target, content);
        return;
      }
      Files.createDirectories(target.getParent());
      try {
        writeThrough(temporary, content);
        Files.move(
            temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(temporary);
      }
    } catch (IOException e) {
      throw new UnwritableFileException(file, e);
    }
    forceFolder(target.getParent());
  }

  /**
   * Removes what writers of this file left when they were killed; to be called where no other
   * process can be writing it. What cannot be removed stays.
   */
  public static void removeUnfinished(Path file) {
    Path target = file.toAbsolutePath();
    Pattern unfinished = Pattern.compile(Pattern.quote(prefix(target)) + "[0-9a-f]{8}\\" + SUFFIX);
    try (Stream<Path> siblings = Files.list(target.getParent())) {
      for (Path sibling : siblings.toList()) {
        if (unfinished.matcher(sibling.getFileName().toString()).matches()) {
          Files.deleteIfExists(sibling);
        }
      }
    } catch (IOException e) {
      // Litter does no harm: no reader looks at it.
      return;
    }
  }

  private static String prefix(Path target) {
    return "." + target.getFileName() + ".";
  }

  private static String shortId() {
    return UUID.randomUUID().toString().substring(0, 8);
  }

  private static void writeInto(Path target, Content content) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(target))) {
      content.writeTo(out);
    }
  }

  private static void writeThrough(Path temporary, Content content) throws IOException {
    try (FileChannel channel =
        FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
      content.writeTo(out);
      out.flush();
      channel.force(true);
    }
  }

  /** Makes the move itself durable where the platform lets a folder be opened. */
  private static void forceFolder(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // The content is complete; Windows, for one, does not open folders.
    }
  }
}
