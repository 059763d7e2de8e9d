package dev.tare.bench.profile;

import com.sun.jna.Native;
import com.sun.jna.Platform;

/**
 * Reads {@link ProcessCounters} from getrusage(2), which counts threads that have ended too. The
 * structure is two timeval (16 bytes each) and 14 long on 64-bit Linux and macOS.
 */
public final class ResourceUsage {
  private static final int SELF = 0;
  private static final int LONGS = 18;
  private static final int MAJOR_FAULTS = 9;
  private static final int VOLUNTARY_SWITCHES = 16;
  private static final int INVOLUNTARY_SWITCHES = 17;

  private ResourceUsage() {}

  /** The counters now; missing with a reason where getrusage does not exist. */
  public static Reading<ProcessCounters> read() {
    if (!(Platform.isLinux() || Platform.isMac()) || !Platform.is64Bit()) {
      return new Reading.Missing<>("getrusage is used on 64-bit Linux and macOS only");
    }
    long[] usage = new long[LONGS];
    if (CLibrary.getrusage(SELF, usage) != 0) {
      return new Reading.Missing<>("getrusage failed");
    }
    return new Reading.Value<>(
        new ProcessCounters(
            usage[MAJOR_FAULTS], usage[VOLUNTARY_SWITCHES], usage[INVOLUNTARY_SWITCHES]));
  }

  /** Loaded on the first use only, so that other systems never ask for it. */
  private static final class CLibrary {
    static {
      Native.register(CLibrary.class, Platform.C_LIBRARY_NAME);
    }

    static native int getrusage(int who, long[] usage);
  }
}
