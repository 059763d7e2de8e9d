package dev.tare.bench.machine;

import ai.onnxruntime.OrtEnvironment;
import dev.tare.bench.engine.onnx.OnnxRuntime;
import dev.tare.fixtures.ggml.CompanionLibraries;
import dev.tare.fixtures.ggml.LlamaLibrary;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.openjdk.jmh.util.Version;

/** The native libraries and tools whose versions a result depends on. */
public final class Libraries {
  private static final int SHORT_HASH = 16;

  private Libraries() {}

  /**
   * What decides comparability. Libraries are named by their bytes, since a person may bring a
   * build of their own.
   *
   * @throws dev.tare.fixtures.ggml.NativeLibraryException when there is no library for this
   *     platform
   */
  public static Map<String, String> natives() {
    Map<String, String> libraries = new TreeMap<>();
    libraries.put("llamaLibrarySha256", LlamaLibrary.sha256().substring(0, SHORT_HASH));
    // The jar's library is whole in its one file.
    Optional.of(LlamaLibrary.file())
        .filter(file -> LlamaLibrary.isBrought())
        .flatMap(CompanionLibraries::identityUnloaded)
        .ifPresent(value -> libraries.put("llamaCompanionsSha256", value));
    libraries.put("onnxRuntimeLibrary", OnnxRuntime.libraryKey());
    libraries.put("onnxRuntimeVersion", version(OrtEnvironment.class));
    return libraries;
  }

  /** Versions that are noted. */
  public static Map<String, String> tools() {
    Map<String, String> tools = new TreeMap<>();
    tools.put("tare", version(Libraries.class));
    tools.put("jmh", jmhVersion());
    tools.put("java", Runtime.version().toString());
    tools.put("javaLlamaCpp", LlamaLibrary.version());
    tools.put("onnxRuntime", version(OrtEnvironment.class));
    return tools;
  }

  /** The first word of JMH's own answer. */
  private static String jmhVersion() {
    String[] words = Version.getPlainVersion().strip().split("\\s+");
    return words.length == 0 ? "unknown" : words[0];
  }

  private static String version(Class<?> anchor) {
    String version = anchor.getPackage().getImplementationVersion();
    return version == null ? "unknown" : version;
  }
}
