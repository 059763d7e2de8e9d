package dev.tare.bench.engine.llama;

import com.sun.jna.Native;
import dev.tare.bench.engine.EngineException;
import dev.tare.bench.engine.NativeLog;
import dev.tare.fixtures.ggml.LlamaLibrary;
import dev.tare.fixtures.ggml.NativeLibraryException;

/** llama.cpp's native library in this process: loaded, checked and initialised once. */
public final class LlamaRuntime {
  private static final int POINTER_BYTES = 8;

  /** Held for the life of the process: the library calls it. */
  private static LlamaApi.LogCallback quiet;

  private static boolean ready;

  private LlamaRuntime() {}

  /**
   * Loads the library and checks that its structures are laid out as expected. Cheap after the
   * first time.
   *
   * @throws EngineException when the library cannot be loaded or is another version
   */
  public static synchronized void initialise() {
    if (ready) {
      return;
    }
    bind();
    checkLayout();
    if (!NativeLog.isRedirected()) {
      quiet = (level, text, userData) -> {};
      LlamaApi.llama_log_set(quiet, null);
    }
    LlamaApi.llama_backend_init();
    ready = true;
  }

  /**
   * The CPU features that the library's kernels use, in llama.cpp's own words.
   *
   * @return one line
   */
  public static String systemInfo() {
    initialise();
    return LlamaApi.llama_print_system_info().getString(0).strip();
  }

  private static void bind() {
    if (Native.POINTER_SIZE != POINTER_BYTES) {
      throw new EngineException("llama.cpp: needs a 64-bit machine and a 64-bit Java");
    }
    try {
      Native.register(LlamaApi.class, LlamaLibrary.open());
    } catch (NativeLibraryException e) {
      throw new EngineException(e.getMessage(), e);
    } catch (UnsatisfiedLinkError e) {
      throw new EngineException(
          LlamaLibrary.file()
              + ": is not the llama.cpp b4916 library ("
              + e.getMessage()
              + "); drop -D"
              + LlamaLibrary.PATH_PROPERTY
              + " to use the bundled one",
          e);
    }
  }

  private static void checkLayout() {
    ContextParams defaults = LlamaApi.llama_context_default_params();
    if (!defaults.areDefaultsOfB4916()) {
      throw new EngineException(
          LlamaLibrary.file()
              + ": its llama_context_params is not that of llama.cpp b4916 ("
              + defaults.describe()
              + "); drop -D"
              + LlamaLibrary.PATH_PROPERTY
              + " to use the bundled library");
    }
  }
}
