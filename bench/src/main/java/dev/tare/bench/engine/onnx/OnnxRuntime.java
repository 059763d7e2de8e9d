package dev.tare.bench.engine.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtLoggingLevel;
import dev.tare.bench.engine.EngineException;

/** ONNX Runtime in this process: loaded and initialised once. */
public final class OnnxRuntime {
  private static OrtEnvironment environment;

  private OnnxRuntime() {}

  /**
   * Loads the native library. Cheap after the first time.
   *
   * @throws EngineException when it cannot be loaded
   */
  public static void initialise() {
    environment();
  }

  /** The version of the native library, for instance {@code 1.29.0}. */
  public static String version() {
    return environment().getVersion();
  }

  /**
   * Names the native library by its CRC-32 and size in bytes, without loading it; {@code unknown}
   * when it is not found.
   */
  public static String libraryKey() {
    return OnnxNativeFiles.key().orElse("unknown");
  }

  static synchronized OrtEnvironment environment() {
    if (environment == null) {
      environment = load();
    }
    return environment;
  }

  private static OrtEnvironment load() {
    OnnxTelemetry.disable();
    OnnxNativeFiles.provide();
    try {
      return OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR, "tare");
    } catch (LinkageError | IllegalStateException e) {
      throw new EngineException(
          "ONNX Runtime: its native library cannot be loaded ("
              + rootMessage(e)
              + "); it needs a 64-bit glibc Linux, macOS or Windows",
          e);
    }
  }

  private static String rootMessage(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage());
  }
}
