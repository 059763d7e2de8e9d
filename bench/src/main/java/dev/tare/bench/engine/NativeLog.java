package dev.tare.bench.engine;

import com.sun.jna.Native;
import com.sun.jna.Platform;
import dev.tare.bench.profile.Reading;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Sends what native libraries print to a file, underneath {@code System.out}: file descriptors 1
 * and 2 are pointed elsewhere. It is meant for a forked JVM whose Java output does not use them.
 */
public final class NativeLog {
  /** System property that names the log file; without it native output is discarded. */
  public static final String PROPERTY = "tare.nativeLog";

  private static final String NOWHERE = "/dev/null";
  private static final int STDOUT = 1;
  private static final int STDERR = 2;
  private static final int WRITE_ONLY = 1;

  private static boolean redirected;

  private NativeLog() {}

  /** Whether {@link #redirect()} has taken effect in this process. */
  public static synchronized boolean isRedirected() {
    return redirected;
  }

  /**
   * Redirects to the file of {@link #PROPERTY}, which is appended to. Does nothing when done
   * before, and nothing on Windows, whose C library keeps its own table of descriptors.
   *
   * @throws EngineException when the file cannot be written
   */
  public static synchronized void redirect() {
    if (redirected || Platform.isWindows()) {
      return;
    }
    Path target = file();
    create(target);
    int descriptor = Posix.open(path(target), flags());
    if (descriptor < 0) {
      throw new EngineException(
          target + ": cannot be written, errno " + Native.getLastError() + "; check -D" + PROPERTY);
    }
    Posix.dup2(descriptor, STDOUT);
    Posix.dup2(descriptor, STDERR);
    Posix.close(descriptor);
    redirected = true;
  }

  /**
   * The C library would create it too, but takes the new file's permissions as a variadic argument,
   * which some systems (macOS on ARM) look for elsewhere than a call of fixed arguments puts it.
   */
  private static void create(Path target) {
    try {
      if (!Files.exists(target)) {
        Files.createFile(target);
      }
    } catch (FileAlreadyExistsException e) {
      // Somebody was faster.
      return;
    } catch (IOException e) {
      throw new EngineException(target + ": cannot be written (" + e + "); check -D" + PROPERTY, e);
    }
  }

  /** Remembers where the log stands. */
  public static Mark mark() {
    return new Mark(size(file()));
  }

  private static Path file() {
    return Path.of(System.getProperty(PROPERTY, NOWHERE));
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      return 0;
    }
  }

  /** A place in the log, from which on it can be read. */
  public static final class Mark {
    private static final int MOST_BYTES = 4 << 20;

    private final long position;

    private Mark(long position) {
      this.position = position;
    }

    /**
     * What native libraries have printed since, the first 4 MiB of it.
     *
     * @return missing with a reason where nothing was kept
     */
    public Reading<String> text() {
      if (!isRedirected() || System.getProperty(PROPERTY) == null) {
        return new Reading.Missing<>(
            "the engine tells it in its log, which -D" + PROPERTY + "=FILE keeps");
      }
      try (InputStream in = Files.newInputStream(file())) {
        in.skipNBytes(position);
        return new Reading.Value<>(new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8));
      } catch (IOException e) {
        return new Reading.Missing<>(file() + ": the engine's log cannot be read (" + e + ")");
      }
    }
  }

  private static byte[] path(Path target) {
    return (target.toAbsolutePath() + "\0").getBytes(StandardCharsets.UTF_8);
  }

  /** O_WRONLY | O_APPEND, whose values differ between systems (fcntl.h). */
  private static int flags() {
    return WRITE_ONLY | (Platform.isMac() ? 0x0008 : 0x0400);
  }

  /** The C library's calls, by their own names. */
  private static final class Posix {
    static {
      Native.register(Posix.class, Platform.C_LIBRARY_NAME);
    }

    /** Without O_CREAT it takes no third argument. */
    static native int open(byte[] path, int flags);

    static native int dup2(int from, int to);

    static native int close(int descriptor);
  }
}
