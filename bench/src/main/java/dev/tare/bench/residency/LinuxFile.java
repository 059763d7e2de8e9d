package dev.tare.bench.residency;

import com.sun.jna.Native;
import com.sun.jna.Platform;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** posix_fadvise(2), fdatasync(2) and mincore(2) on one file; 64-bit Linux. */
final class LinuxFile {
  /** {@code O_RDONLY | O_CLOEXEC} of fcntl.h. */
  private static final int READ_CLOEXEC = 0x80000;

  /** {@code POSIX_FADV_DONTNEED} of fcntl.h. */
  private static final int DONT_NEED = 4;

  /** {@code PROT_READ} of sys/mman.h. */
  private static final int READABLE = 1;

  /** {@code MAP_SHARED} of sys/mman.h. */
  private static final int SHARED = 1;

  private static final long FAILED = -1;

  /** A whole number of pages of any size. */
  private static final long WINDOW_BYTES = 1L << 30;

  private LinuxFile() {}

  static int userId() {
    return Posix.geteuid();
  }

  static void drop(Path file, boolean flush) throws IOException {
    int descriptor = open(file);
    try {
      if (flush && Posix.fdatasync(descriptor) != 0) {
        throw failed("fdatasync");
      }
      int error = Posix.posix_fadvise(descriptor, 0, 0, DONT_NEED);
      if (error != 0) {
        throw new IOException("posix_fadvise: error " + error);
      }
    } finally {
      Posix.close(descriptor);
    }
  }

  static Residency residency(Path file) throws IOException {
    long size = Files.size(file);
    int descriptor = open(file);
    try {
      Residency sum = Residency.NONE;
      for (long at = 0; at < size; at += WINDOW_BYTES) {
        sum = sum.plus(window(descriptor, at, Math.min(WINDOW_BYTES, size - at)));
      }
      return sum;
    } finally {
      Posix.close(descriptor);
    }
  }

  /** A mapping whose pages are not touched brings none into memory. */
  private static Residency window(int descriptor, long offset, long length) throws IOException {
    long address = Posix.mmap(0, length, READABLE, SHARED, descriptor, offset);
    if (address == FAILED) {
      throw failed("mmap");
    }
    try {
      int pageBytes = Posix.getpagesize();
      byte[] pages = new byte[(int) ((length + pageBytes - 1) / pageBytes)];
      if (Posix.mincore(address, length, pages) != 0) {
        throw failed("mincore");
      }
      long resident = 0;
      for (byte page : pages) {
        // The other bits are reserved.
        resident += page & 1;
      }
      return new Residency(resident, pages.length);
    } finally {
      Posix.munmap(address, length);
    }
  }

  private static int open(Path file) throws IOException {
    byte[] path = (file.toAbsolutePath() + "\0").getBytes(StandardCharsets.UTF_8);
    int descriptor = Posix.open(path, READ_CLOEXEC, 0);
    if (descriptor < 0) {
      throw failed("open");
    }
    return descriptor;
  }

  private static IOException failed(String call) {
    return new IOException(call + ": errno " + Native.getLastError());
  }

  /** The C library's calls, by their own names; loaded on the first use only. */
  private static final class Posix {
    static {
      Native.register(Posix.class, Platform.C_LIBRARY_NAME);
    }

    static native int open(byte[] path, int flags, int mode);

    static native int close(int descriptor);

    static native long mmap(long address, long length, int prot, int flags, int fd, long offset);

    static native int munmap(long address, long length);

    static native int mincore(long address, long length, byte[] pages);

    static native int posix_fadvise(int descriptor, long offset, long length, int advice);

    static native int fdatasync(int descriptor);

    static native int getpagesize();

    static native int geteuid();
  }
}
