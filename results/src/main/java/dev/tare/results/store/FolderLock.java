package dev.tare.results.store;

import dev.tare.results.document.UnwritableFileException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** Lets one writer at a time change the files of a folder, across threads and processes. */
final class FolderLock {
  /** A file lock belongs to the whole process, so threads need one of their own. */
  private static final ReentrantLock IN_PROCESS = new ReentrantLock();

  private FolderLock() {}

  static <T> T holding(Path folder, Supplier<T> change) {
    IN_PROCESS.lock();
    try {
      Path file = folder.resolve(".lock");
      try {
        Files.createDirectories(folder);
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            var lock = channel.lock()) {
          return lock.isValid() ? change.get() : null;
        }
      } catch (IOException e) {
        throw new UnwritableFileException(file, String.valueOf(e.getMessage()), e);
      }
    } finally {
      IN_PROCESS.unlock();
    }
  }
}
