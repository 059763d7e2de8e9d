package dev.tare.bench.engine.llama;

import de.kherud.llama.InferenceParameters;
import de.kherud.llama.LlamaModel;
import de.kherud.llama.LlamaOutput;
import de.kherud.llama.ModelParameters;
import de.kherud.llama.args.CacheType;
import de.kherud.llama.args.Sampler;
import dev.tare.bench.engine.EngineBuffers;
import dev.tare.bench.engine.EngineException;
import dev.tare.bench.engine.Generation;
import dev.tare.bench.engine.GenerationEngine;
import dev.tare.bench.engine.LoadPhases;
import dev.tare.bench.engine.NativeLog;
import dev.tare.bench.engine.TextOptions;
import dev.tare.bench.engine.TextSettings;
import dev.tare.fixtures.ggml.LlamaLibrary;
import dev.tare.fixtures.ggml.NativeLibraryException;
import java.nio.file.Path;

/**
 * A GGUF model through java-llama.cpp's public API. The built-in warm-up is skipped: it runs on the
 * calling thread, decoding on the server's, and the two OpenMP pools then starve each other.
 */
public final class JavaLlamaEngine implements GenerationEngine {
  private static final int SEED = 1;

  private final Path file;
  private final LlamaModel model;
  private final LoadPhases loadPhases;
  private final BufferLog log;
  private boolean used;
  private boolean closed;

  private JavaLlamaEngine(Path file, LlamaModel model, LoadPhases loadPhases, BufferLog log) {
    this.log = log;
    this.file = file;
    this.model = model;
    this.loadPhases = loadPhases;
  }

  /**
   * Validates a file and opens it.
   *
   * @param file a GGUF file
   * @param options threads and context; the purpose must be to generate
   * @return the engine, ready to generate
   * @throws EngineException when the library or the file is not usable, or memory does not suffice
   */
  public static JavaLlamaEngine open(Path file, TextOptions options) {
    if (options.purpose() != TextOptions.Purpose.GENERATE) {
      throw new EngineException(file + ": java-llama.cpp is opened to generate only");
    }
    LlamaTextEngine.validate(file);
    initialise();
    ForkExit.arm();
    BufferLog log = BufferLog.begin();
    long start = System.nanoTime();
    try {
      LlamaModel model = new LlamaModel(parameters(file, options));
      return new JavaLlamaEngine(file, model, new LoadPhases(System.nanoTime() - start, 0), log);
    } catch (RuntimeException | UnsatisfiedLinkError e) {
      throw new EngineException(
          file
              + ": java-llama.cpp cannot load this model ("
              + e.getMessage()
              + "); its log names the reason (-D"
              + NativeLog.PROPERTY
              + "=FILE keeps it)",
          e);
    }
  }

  /**
   * Loads the native library. Cheap after the first time.
   *
   * @throws EngineException when it cannot be loaded
   */
  public static void initialise() {
    try {
      // Without the property, java-llama.cpp would extract its library anew for each process.
      System.setProperty(LlamaLibrary.PATH_PROPERTY, LlamaLibrary.directory().toString());
      LlamaLibrary.open();
      requireItsName();
    } catch (NativeLibraryException e) {
      throw new EngineException(e.getMessage(), e);
    }
  }

  /** Where java-llama.cpp does not find its library by name, it would quietly take its own. */
  private static void requireItsName() {
    String name = System.mapLibraryName("jllama");
    if (!LlamaLibrary.file().getFileName().toString().equals(name)) {
      throw new EngineException(
          LlamaLibrary.file() + ": java-llama.cpp loads only a library called " + name);
    }
  }

  private static ModelParameters parameters(Path file, TextOptions options) {
    int context = options.contextTokens();
    TextSettings settings = options.settings();
    int batch = Math.min(settings.batchTokens(), context);
    ModelParameters parameters =
        new ModelParameters()
            .setModel(file.toString())
            .setThreads(options.threads())
            .setThreadsBatch(options.threads())
            .setCtxSize(context)
            .setBatchSize(batch)
            .setUbatchSize(Math.min(settings.microBatchTokens(), batch))
            .setCacheTypeK(CacheType.valueOf(settings.kvType()))
            .setCacheTypeV(CacheType.valueOf(settings.kvType()))
            .setParallel(1)
            .disableContextShift()
            .skipWarmup();
    if (settings.flashAttention()) {
      parameters.enableFlashAttn();
    }
    if (!settings.mmap()) {
      parameters.disableMmap();
    }
    return NativeLog.isRedirected() ? parameters : parameters.disableLog();
  }

  @Override
  public LoadPhases loadPhases() {
    return loadPhases;
  }

  @Override
  public EngineBuffers buffers() {
    return log.buffers();
  }

  @Override
  public int countTokens(String prompt) {
    requireOpen();
    // The server puts the beginning-of-sequence token before what encode returns.
    return model.encode(prompt).length + 1;
  }

  @Override
  public Generation generate(String prompt, int tokens) {
    requireOpen();
    InferenceParameters request = request(prompt, tokens);
    try {
      return collect(request, tokens);
    } catch (RuntimeException e) {
      throw new EngineException(file + ": java-llama.cpp failed: " + e.getMessage(), e);
    } finally {
      used = true;
    }
  }

  /** Top-k 1 is greedy and the cheapest of the server's sampler chains. */
  private static InferenceParameters request(String prompt, int tokens) {
    return new InferenceParameters(prompt)
        .setNPredict(tokens)
        .setIgnoreEos(true)
        .setCachePrompt(false)
        .setSeed(SEED)
        .setTemperature(0)
        .setTopK(1)
        .setSamplers(Sampler.TOP_K);
  }

  private Generation collect(InferenceParameters request, int tokens) {
    StringBuilder text = new StringBuilder();
    int pieces = 0;
    long start = System.nanoTime();
    long firstNs = 0;
    long lastNs = 0;
    for (LlamaOutput output : model.generate(request)) {
      lastNs = System.nanoTime() - start;
      pieces++;
      if (pieces == 1) {
        firstNs = lastNs;
      }
      text.append(output.text);
    }
    return new Generation(text.toString(), tokens, pieces, firstNs, lastNs);
  }

  private void requireOpen() {
    if (closed) {
      throw new EngineException(file + ": the engine is closed");
    }
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    if (!used) {
      // Closing before the server thread has begun its loop crashes (kherud/java-llama.cpp#80).
      generate("a", 1);
    }
    model.close();
    closed = true;
  }
}
