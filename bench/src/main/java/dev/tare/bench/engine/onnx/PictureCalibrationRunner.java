package dev.tare.bench.engine.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.tare.bench.engine.EngineException;
import dev.tare.bench.engine.ImageOptions;
import dev.tare.fixtures.catalog.ImageInput;
import dev.tare.fixtures.quantize.onnx.qdq.CalibrationRunner;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Runs an image model over pictures, one after the other, and shows what it computes inside; holds
 * the values of one run. The graph is run as it is written, without the engine's optimisations, as
 * {@code quantize_static} runs it.
 */
public final class PictureCalibrationRunner implements CalibrationRunner {
  private static final int RANK = 4;
  private static final int FREE = -1;

  private final CalibrationPictures pictures;
  private final int threads;
  private final int freeSize;

  /**
   * A runner for one set of pictures.
   *
   * @param threads compute threads, 1 or more
   * @param freeSize width and height in pixels where the model leaves them open, 1 or more
   */
  public PictureCalibrationRunner(CalibrationPictures pictures, int threads, int freeSize) {
    if (threads < 1 || freeSize < 1) {
      throw new IllegalArgumentException("threads and size must be 1 or more");
    }
    this.pictures = pictures;
    this.threads = threads;
    this.freeSize = freeSize;
  }

  @Override
  public void run(Path model, List<String> outputs, Visitor visitor) {
    OrtEnvironment environment = OnnxRuntime.environment();
    try (OrtSession.SessionOptions settings = new OrtSession.SessionOptions()) {
      settings.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.NO_OPT);
      settings.setIntraOpNumThreads(threads);
      settings.setInterOpNumThreads(1);
      // An arena would keep the largest run's memory, and outputs come in any order of sizes.
      settings.setCPUArenaAllocator(false);
      try (OrtSession session = environment.createSession(model.toString(), settings)) {
        run(session, floats(session, outputs), visitor);
      }
    } catch (OrtException e) {
      throw new EngineException("the model cannot be calibrated: " + e.getMessage(), e);
    }
  }

  private void run(OrtSession session, Set<String> outputs, Visitor visitor) throws OrtException {
    String input = pictureInput(session);
    long[] shape = shape(input, session.getInputInfo().get(input));
    int values = Math.toIntExact(Arrays.stream(shape).reduce(1, Math::multiplyExact));
    FloatBuffer buffer =
        ByteBuffer.allocateDirect(Math.multiplyExact(values, Float.BYTES))
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    ImagePreprocessor preprocessor =
        new ImagePreprocessor(
            (int) shape[3],
            (int) shape[2],
            floats(ImageInput.CLIP_MEAN),
            floats(ImageInput.CLIP_STD));
    try (OnnxTensor tensor = OnnxTensor.createTensor(OnnxRuntime.environment(), buffer, shape)) {
      for (BufferedImage picture : (Iterable<BufferedImage>) pictures.decoded()::iterator) {
        fill(preprocessor, picture, buffer, (int) shape[0]);
        try (OrtSession.Result result = session.run(Map.of(input, tensor), outputs)) {
          for (String output : outputs) {
            OnnxTensor seen = (OnnxTensor) result.get(output).orElseThrow();
            visitor.accept(output, seen.getFloatBuffer());
          }
        }
      }
    }
  }

  /** A batch of fixed size is the same picture again and again: neither range nor shares change. */
  private static void fill(
      ImagePreprocessor preprocessor, BufferedImage picture, FloatBuffer buffer, int batch) {
    int each = buffer.capacity() / batch;
    for (int i = 0; i < batch; i++) {
      preprocessor.write(picture, buffer, i * each);
    }
  }

  private static Set<String> floats(OrtSession session, List<String> outputs) throws OrtException {
    Map<String, NodeInfo> known = session.getOutputInfo();
    return outputs.stream()
        .filter(name -> known.get(name).getInfo() instanceof TensorInfo t && isFloat(t))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static boolean isFloat(TensorInfo info) {
    return info.type == OnnxJavaType.FLOAT;
  }

  private static String pictureInput(OrtSession session) {
    if (session.getNumInputs() != 1) {
      throw new EngineException(
          "a model is calibrated on pictures, its only input; this one has "
              + session.getInputNames());
    }
    return session.getInputNames().iterator().next();
  }

  private long[] shape(String input, NodeInfo node) {
    if (!(node.getInfo() instanceof TensorInfo info) || !isFloat(info)) {
      throw new EngineException("input " + input + " is no float tensor, as pictures are");
    }
    long[] shape = info.getShape().clone();
    boolean channelsFirst =
        shape.length == RANK && (shape[1] == ImageOptions.CHANNELS || shape[1] == FREE);
    if (!channelsFirst) {
      throw new EngineException(
          "input "
              + input
              + " has the shape "
              + Arrays.toString(shape)
              + ", pictures have [batch, 3, height, width]");
    }
    shape[0] = shape[0] == FREE ? 1 : shape[0];
    shape[1] = ImageOptions.CHANNELS;
    shape[2] = shape[2] == FREE ? freeSize : shape[2];
    shape[3] = shape[3] == FREE ? freeSize : shape[3];
    return shape;
  }

  private static float[] floats(List<Float> values) {
    float[] floats = new float[values.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = values.get(i);
    }
    return floats;
  }
}
