package dev.tare.bench.engine.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.tare.bench.engine.EngineException;
import dev.tare.bench.engine.ImageOptions;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/** Checks that a graph has the input and output that its user expects. */
final class OnnxGraph {
  private static final int RANK_OF_EMBEDDINGS = 2;
  private static final int FREE = -1;
  private static final int LARGEST_EMBEDDING = 1 << 20;

  private final Path file;
  private final ImageOptions options;
  private final OrtSession session;

  OnnxGraph(Path file, ImageOptions options, OrtSession session) {
    this.file = file;
    this.options = options;
    this.session = session;
  }

  /** The shape of a batch of pictures. */
  static long[] pictureShape(ImageOptions options) {
    return new long[] {options.batch(), ImageOptions.CHANNELS, options.height(), options.width()};
  }

  /**
   * Checks the picture input.
   *
   * @throws EngineException when it is missing, of another type or of another shape
   */
  void requirePictureInput() throws OrtException {
    TensorInfo info = floatTensor(options.inputName(), session.getInputInfo(), "input");
    long[] wanted = pictureShape(options);
    if (!fits(info.getShape(), wanted)) {
      throw new EngineException(
          file
              + ": input "
              + options.inputName()
              + " has the shape "
              + Arrays.toString(info.getShape())
              + ", the pictures have "
              + Arrays.toString(wanted)
              + "; correct the width, height or batch");
    }
  }

  /**
   * Checks the embedding output.
   *
   * @return length of one embedding
   * @throws EngineException when it is missing, of another type or not [batch, size]
   */
  int embeddingSize() throws OrtException {
    TensorInfo info = floatTensor(options.outputName(), session.getOutputInfo(), "output");
    long[] shape = info.getShape();
    if (shape.length != RANK_OF_EMBEDDINGS || shape[1] < 1 || shape[1] > LARGEST_EMBEDDING) {
      throw new EngineException(
          file
              + ": output "
              + options.outputName()
              + " has the shape "
              + Arrays.toString(shape)
              + ", embeddings have [batch, size]; name another output");
    }
    return (int) shape[1];
  }

  private TensorInfo floatTensor(String name, Map<String, NodeInfo> nodes, String role) {
    NodeInfo node = nodes.get(name);
    if (node == null) {
      throw new EngineException(
          file + ": has no " + role + " named " + name + "; it has " + nodes.keySet());
    }
    if (node.getInfo() instanceof TensorInfo info && info.type == OnnxJavaType.FLOAT) {
      return info;
    }
    throw new EngineException(
        file + ": " + role + " " + name + " is no float tensor; name another " + role);
  }

  private static boolean fits(long[] shape, long[] wanted) {
    if (shape.length != wanted.length) {
      return false;
    }
    for (int i = 0; i < shape.length; i++) {
      if (shape[i] != wanted[i] && shape[i] != FREE) {
        return false;
      }
    }
    return true;
  }
}
