package dev.tare.bench.jmh;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.tare.bench.engine.EngineException;
import dev.tare.bench.engine.ImageOptions;
import dev.tare.bench.jmh.LoopHalf.Slice;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The bare half of the ONNX parity benchmark: one prepared {@link OrtSession}, called as its
 * documentation does, with nothing of Tare around it.
 */
final class BareSession implements AutoCloseable {
  private final OrtSession session;
  private final OnnxTensor tensor;
  private final FloatBuffer input;
  private final ImageOptions options;
  private final List<float[]> pictures;

  /**
   * Opens the model. ONNX Runtime must be initialised.
   *
   * @param pictures what operations take in turn
   */
  BareSession(Path model, ImageOptions options, List<float[]> pictures) {
    this.options = options;
    this.pictures = pictures;
    int values = options.batch() * options.valuesPerPicture();
    this.input =
        ByteBuffer.allocateDirect(values * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    long[] shape = {options.batch(), ImageOptions.CHANNELS, options.height(), options.width()};
    try (OrtSession.SessionOptions settings = new OrtSession.SessionOptions()) {
      settings.setIntraOpNumThreads(options.threads());
      this.session = environment.createSession(model.toString(), settings);
      this.tensor = OnnxTensor.createTensor(environment, input, shape);
    } catch (OrtException e) {
      throw failed(e);
    }
  }

  /** One operation that is not measured, then the measured ones. */
  Slice run(int operations) {
    call(0, 0);
    int hash = 0;
    double elapsedNs = 0;
    for (int i = 0; i < operations; i++) {
      Slice one = call(i * options.batch(), hash);
      elapsedNs += one.elapsedNs();
      hash = one.hash();
    }
    return new Slice(elapsedNs, hash);
  }

  private Slice call(int firstPicture, int hash) {
    for (int i = 0; i < options.batch(); i++) {
      float[] picture = pictures.get((firstPicture + i) % pictures.size());
      input.put(i * options.valuesPerPicture(), picture);
    }
    Map<String, OnnxTensor> inputs = Map.of(options.inputName(), tensor);
    FloatBuffer embeddings;
    long start = System.nanoTime();
    try (OrtSession.Result result = session.run(inputs)) {
      OnnxTensor output = (OnnxTensor) result.get(options.outputName()).orElseThrow();
      embeddings = output.getFloatBuffer();
    } catch (OrtException e) {
      throw failed(e);
    }
    long end = System.nanoTime();
    return new Slice(end - start, Slice.hash(hash, embeddings));
  }

  private static EngineException failed(OrtException e) {
    return new EngineException("the bare session failed: " + e.getMessage(), e);
  }

  @Override
  public void close() {
    tensor.close();
    try {
      session.close();
    } catch (OrtException e) {
      throw failed(e);
    }
  }
}
