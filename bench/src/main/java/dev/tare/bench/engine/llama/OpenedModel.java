package dev.tare.bench.engine.llama;

import dev.tare.bench.engine.EngineException;
import dev.tare.bench.engine.LoadPhases;
import dev.tare.bench.engine.TextOptions;
import dev.tare.bench.engine.TextSettings;
import dev.tare.fixtures.ggml.GgmlType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A model and its context as llama.cpp opened them, with what that took. The caller frees both.
 *
 * @param model address of the {@code llama_model}
 * @param context address of the {@code llama_context}
 * @param phases how long each phase of the load took
 * @param log what llama.cpp said of its buffers meanwhile
 */
record OpenedModel(long model, long context, LoadPhases phases, BufferLog log) {
  private static final byte NO = 0;
  private static final byte YES = 1;

  /**
   * Opens a file that was validated, with nothing but the engine's own work between.
   *
   * @param file a GGUF file
   * @param options how
   * @param progress listens to this load, to tell its phases apart
   * @throws EngineException when the library or the file is not usable, or memory does not suffice
   */
  static OpenedModel open(Path file, TextOptions options, Optional<LoadProgress> progress) {
    LlamaRuntime.initialise();
    BufferLog log = BufferLog.begin();
    long start = System.nanoTime();
    long model = loadModel(file, options.settings(), progress);
    long modelDone = System.nanoTime();
    long context = createContext(file, model, options);
    long contextDone = System.nanoTime();
    OptionalLong mapNs =
        progress.map(p -> p.firstTensorAfterNs(start)).orElseGet(OptionalLong::empty);
    LoadPhases phases = new LoadPhases(mapNs, modelDone - start, contextDone - modelDone);
    return new OpenedModel(model, context, phases, log);
  }

  private static long loadModel(Path file, TextSettings settings, Optional<LoadProgress> progress) {
    ModelParams params = LlamaApi.llama_model_default_params();
    params.useMmap = settings.mmap() ? YES : NO;
    progress.ifPresent(p -> params.progressCallback = p.begin());
    byte[] path = (file.toAbsolutePath() + "\0").getBytes(StandardCharsets.UTF_8);
    long model = LlamaApi.llama_model_load_from_file(path, params);
    if (model == 0) {
      throw new EngineException(
          file
              + ": llama.cpp b4916 cannot load this model; its log names the reason"
              + " (-Dtare.nativeLog=FILE keeps it)");
    }
    return model;
  }

  private static long createContext(Path file, long model, TextOptions options) {
    ContextParams params = LlamaApi.llama_context_default_params();
    params.contextTokens = options.contextTokens();
    params.batchTokens = batchTokens(options);
    TextSettings settings = options.settings();
    params.microBatchTokens = Math.min(settings.microBatchTokens(), params.batchTokens);
    params.flashAttention = settings.flashAttention() ? YES : NO;
    params.keyType = GgmlType.valueOf(settings.kvType()).id();
    params.valueType = params.keyType;
    params.threads = options.threads();
    params.batchThreads = options.threads();
    if (options.purpose() == TextOptions.Purpose.EMBED) {
      params.embeddings = YES;
      params.poolingType = ContextParams.POOLING_NONE;
    }
    long context = LlamaApi.llama_init_from_model(model, params);
    if (context == 0) {
      LlamaApi.llama_model_free(model);
      throw new EngineException(
          file
              + ": llama.cpp cannot create a context of "
              + options.contextTokens()
              + " tokens; free memory or ask for a shorter context");
    }
    return context;
  }

  /** How many tokens one call computes at most. */
  static int batchTokens(TextOptions options) {
    return Math.min(options.settings().batchTokens(), options.contextTokens());
  }
}
