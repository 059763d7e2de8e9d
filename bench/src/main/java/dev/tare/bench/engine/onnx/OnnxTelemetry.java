package dev.tare.bench.engine.onnx;

import com.sun.jna.Native;
import com.sun.jna.Platform;

/**
 * Keeps ONNX Runtime from reporting its use. Since 1.29 its Linux and macOS builds collect
 * telemetry by default, which would be measured along; and while it starts, it matches the
 * process's command line with a recursive regular expression, which ends a JVM with a long class
 * path by SIGSEGV. The library reads the switch from its environment when it is loaded, so the
 * environment of the running process is changed before.
 */
final class OnnxTelemetry {
  private static final String SWITCH = "ORT_DISABLE_TELEMETRY\0";
  private static final String ON = "1\0";
  private static final int OVERWRITE = 1;

  private OnnxTelemetry() {}

  static void disable() {
    if (!Platform.isWindows()) {
      CLibrary.setenv(ascii(SWITCH), ascii(ON), OVERWRITE);
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
  }

  /** Loaded on the first use only, so that Windows never asks for it. */
  private static final class CLibrary {
    static {
      Native.register(CLibrary.class, Platform.C_LIBRARY_NAME);
    }

    static native int setenv(byte[] name, byte[] value, int overwrite);
  }
}
