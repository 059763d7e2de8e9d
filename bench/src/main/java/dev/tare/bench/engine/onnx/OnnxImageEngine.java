package dev.tare.bench.engine.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.tare.bench.engine.EngineException;
import dev.tare.bench.engine.GraphOptimization;
import dev.tare.bench.engine.ImageEngine;
import dev.tare.bench.engine.ImageOptions;
import dev.tare.bench.engine.ImageSettings;
import dev.tare.bench.engine.LoadPhases;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * An ONNX image model in one {@link OrtSession}: sequential execution, a fixed number of intra-op
 * threads, all graph optimisations unless the settings say otherwise, and input and output in
 * buffers of this engine, so that a call copies nothing.
 */
public final class OnnxImageEngine implements ImageEngine {
  private final Path file;
  private final ImageOptions options;
  private final OrtSession session;
  private final LoadPhases loadPhases;
  private final int embeddingSize;
  private final FloatBuffer input;
  private final FloatBuffer output;
  private final OnnxTensor inputTensor;
  private final OnnxTensor outputTensor;
  private final Map<String, OnnxTensor> inputs;
  private final Map<String, OnnxTensor> outputs;
  private boolean closed;

  private OnnxImageEngine(
      Path file, ImageOptions options, OrtSession session, int embeddingSize, long startNs)
      throws OrtException {
    this.file = file;
    this.options = options;
    this.session = session;
    this.embeddingSize = embeddingSize;
    long sessionDoneNs = System.nanoTime();
    int batch = options.batch();
    this.input = directFloats(batch * options.valuesPerPicture());
    this.output = directFloats(Math.multiplyExact(batch, embeddingSize));
    OrtEnvironment environment = OnnxRuntime.environment();
    long[] outputShape = {batch, embeddingSize};
    this.inputTensor = OnnxTensor.createTensor(environment, input, OnnxGraph.pictureShape(options));
    this.outputTensor = OnnxTensor.createTensor(environment, output, outputShape);
    this.inputs = Map.of(options.inputName(), inputTensor);
    this.outputs = Map.of(options.outputName(), outputTensor);
    this.loadPhases = new LoadPhases(sessionDoneNs - startNs, System.nanoTime() - sessionDoneNs);
  }

  /**
   * Opens a model.
   *
   * @param file an ONNX file
   * @param options how; the names and sizes must be those of the graph
   * @return the engine, ready to compute
   * @throws EngineException when the file is no ONNX model, or its input or output is another
   */
  public static OnnxImageEngine open(Path file, ImageOptions options) {
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw new EngineException(file + ": cannot be read; check the path and its permissions");
    }
    OrtEnvironment environment = OnnxRuntime.environment();
    long start = System.nanoTime();
    try (OrtSession.SessionOptions settings = settings(options)) {
      OrtSession session = environment.createSession(file.toString(), settings);
      return open(file, options, session, start);
    } catch (OrtException e) {
      throw new EngineException(
          file + ": ONNX Runtime cannot open it: " + e.getMessage() + "; check the file", e);
    }
  }

  private static OnnxImageEngine open(
      Path file, ImageOptions options, OrtSession session, long start) throws OrtException {
    try {
      OnnxGraph graph = new OnnxGraph(file, options, session);
      graph.requirePictureInput();
      return new OnnxImageEngine(file, options, session, graph.embeddingSize(), start);
    } catch (EngineException | OrtException e) {
      session.close();
      throw e;
    }
  }

  static OrtSession.SessionOptions settings(ImageOptions options) throws OrtException {
    OrtSession.SessionOptions settings = new OrtSession.SessionOptions();
    settings.setExecutionMode(OrtSession.SessionOptions.ExecutionMode.SEQUENTIAL);
    ImageSettings wanted = options.settings();
    settings.setOptimizationLevel(level(wanted.graphOptimization()));
    settings.setMemoryPatternOptimization(wanted.memoryPattern());
    settings.setCPUArenaAllocator(wanted.arena());
    settings.addConfigEntry("session.intra_op.allow_spinning", wanted.spinning() ? "1" : "0");
    settings.setIntraOpNumThreads(options.threads());
    settings.setInterOpNumThreads(1);
    return settings;
  }

  private static OrtSession.SessionOptions.OptLevel level(GraphOptimization level) {
    return switch (level) {
      case OFF -> OrtSession.SessionOptions.OptLevel.NO_OPT;
      case BASIC -> OrtSession.SessionOptions.OptLevel.BASIC_OPT;
      case EXTENDED -> OrtSession.SessionOptions.OptLevel.EXTENDED_OPT;
      case ALL -> OrtSession.SessionOptions.OptLevel.ALL_OPT;
    };
  }

  private static FloatBuffer directFloats(int count) {
    return ByteBuffer.allocateDirect(Math.multiplyExact(count, Float.BYTES))
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }

  @Override
  public LoadPhases loadPhases() {
    return loadPhases;
  }

  @Override
  public ImageOptions options() {
    return options;
  }

  @Override
  public int embeddingSize() {
    return embeddingSize;
  }

  @Override
  public FloatBuffer input() {
    return input;
  }

  @Override
  public FloatBuffer run() {
    if (closed) {
      throw new EngineException(file + ": the engine is closed");
    }
    OrtSession.Result result = null;
    try {
      // The output is pinned to this engine's buffer; closing the result does not free it.
      result = session.run(inputs, outputs);
      return output;
    } catch (OrtException e) {
      throw new EngineException(file + ": ONNX Runtime failed: " + e.getMessage(), e);
    } finally {
      if (result != null) {
        result.close();
      }
    }
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    inputTensor.close();
    outputTensor.close();
    try {
      session.close();
    } catch (OrtException e) {
      throw new EngineException(file + ": ONNX Runtime cannot close it: " + e.getMessage(), e);
    }
  }
}
