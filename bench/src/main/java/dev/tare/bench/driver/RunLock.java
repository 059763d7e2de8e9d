package dev.tare.bench.driver;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Keeps two runs from measuring on one machine at the same time. It is the lock that JMH itself
 * takes for each call of its runner, held from the first fork to the last: no other JMH run can
 * slip in between two forks. Released when closed.
 */
public final class RunLock implements AutoCloseable {
  private static final String JMH_IGNORE_LOCK = "jmh.ignoreLock";

  private final FileChannel channel;
  private final FileLock lock;

  private RunLock(FileChannel channel, FileLock lock) {
    this.channel = channel;
    this.lock = lock;
  }

  /**
   * Takes the machine's lock.
   *
   * @throws SetupException when another run holds it or the lock file cannot be opened
   */
  public static RunLock take() {
    Path file = Path.of(System.getProperty("java.io.tmpdir"), "jmh.lock");
    try {
      FileChannel channel = open(file);
      FileLock lock = channel.tryLock();
      if (lock == null) {
        channel.close();
        throw new SetupException(
            file + ": another benchmark is running on this machine; wait until it has ended");
      }
      // JMH would not get the lock that this process holds already.
      System.setProperty(JMH_IGNORE_LOCK, "true");
      return new RunLock(channel, lock);
    } catch (OverlappingFileLockException e) {
      throw new SetupException(file + ": this process is already measuring; wait for it");
    } catch (IOException e) {
      throw new SetupException(
          file + ": cannot take the lock (" + e.getMessage() + "); make the file writable");
    }
  }

  /** As JMH makes it: every user of the machine shares it. */
  private static FileChannel open(Path file) throws IOException {
    try {
      return FileChannel.open(file, StandardOpenOption.WRITE);
    } catch (NoSuchFileException e) {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      file.toFile().setWritable(true, false);
      return channel;
    }
  }

  @Override
  public void close() {
    System.clearProperty(JMH_IGNORE_LOCK);
    try {
      lock.release();
      channel.close();
    } catch (IOException e) {
      throw new SetupException("cannot release the run lock (" + e.getMessage() + ")");
    }
  }
}
