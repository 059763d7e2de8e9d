package dev.tare.bench.engine.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.google.protobuf.ByteString;
import dev.tare.bench.engine.EngineException;
import dev.tare.fixtures.onnx.ElementType;
import dev.tare.fixtures.onnx.GraphNodes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A product of two matrices in ONNX Runtime: {@value #ROWS_PER_THREAD} rows per thread, {@value
 * #SIZE} long, with a square of weights. Its kernels choose the widest instructions that the
 * processor has, dot products of integers included, and the matrices stay in the caches, so that
 * the arithmetic units are the limit.
 */
public final class MatrixProduct implements AutoCloseable {
  /** The numbers that are multiplied. */
  public enum Numbers {
    /** 32-bit floats, summed as such. */
    FLOAT32("MatMul", ElementType.FLOAT, ElementType.FLOAT, ElementType.FLOAT, Float.BYTES),
    /** Unsigned with signed 8-bit integers, summed in 32 bits. */
    INT8("MatMulInteger", ElementType.UINT8, ElementType.INT8, ElementType.INT32, Byte.BYTES);

    private final String operator;
    private final ElementType rows;
    private final ElementType weights;
    private final ElementType sums;
    private final int bytes;

    Numbers(String operator, ElementType rows, ElementType weights, ElementType sums, int bytes) {
      this.operator = operator;
      this.rows = rows;
      this.weights = weights;
      this.sums = sums;
      this.bytes = bytes;
    }
  }

  static final int ROWS_PER_THREAD = 256;
  static final int SIZE = 1024;

  private static final String ROWS = "rows";
  private static final String WEIGHTS = "weights";
  private static final String SUMS = "sums";
  private static final long OPSET = 17;
  private static final long IR_VERSION = 8;

  private final int rows;
  private final OrtSession session;
  private final Map<String, OnnxTensor> inputs;
  private final Map<String, OnnxTensor> outputs;

  /**
   * Makes the matrices.
   *
   * @param numbers what is multiplied
   * @param threads how many threads compute, 1 or more
   * @throws EngineException when ONNX Runtime cannot be loaded or refuses
   */
  public MatrixProduct(Numbers numbers, int threads) {
    this.rows = Math.multiplyExact(ROWS_PER_THREAD, threads);
    OrtEnvironment environment = OnnxRuntime.environment();
    try (OrtSession.SessionOptions settings = new OrtSession.SessionOptions()) {
      settings.setIntraOpNumThreads(threads);
      settings.setInterOpNumThreads(1);
      session = environment.createSession(model(numbers).toByteArray(), settings);
      ByteBuffer left = numbers(numbers, Math.multiplyExact(rows, SIZE));
      ByteBuffer sums = direct(Math.multiplyExact(Math.multiplyExact(rows, SIZE), Integer.BYTES));
      inputs = Map.of(ROWS, tensor(environment, left, numbers.rows));
      outputs = Map.of(SUMS, tensor(environment, sums, numbers.sums));
    } catch (OrtException e) {
      throw new EngineException("ONNX Runtime cannot multiply: " + e.getMessage(), e);
    }
  }

  /** Operations of one product; a multiplication and its addition are two. */
  public long operations() {
    return 2L * rows * SIZE * SIZE;
  }

  /**
   * Multiplies once.
   *
   * @return bits of a sum, to be consumed
   */
  public long multiply() {
    try {
      session.run(inputs, outputs).close();
      return outputs.get(SUMS).getByteBuffer().getInt(0);
    } catch (OrtException e) {
      throw new EngineException("ONNX Runtime cannot multiply: " + e.getMessage(), e);
    }
  }

  private OnnxTensor tensor(OrtEnvironment environment, ByteBuffer data, ElementType type)
      throws OrtException {
    long[] shape = {rows, SIZE};
    return switch (type) {
      case FLOAT -> OnnxTensor.createTensor(environment, data.asFloatBuffer(), shape);
      case INT32 -> OnnxTensor.createTensor(environment, data.asIntBuffer(), shape);
      default -> OnnxTensor.createTensor(environment, data, shape, OnnxJavaType.UINT8);
    };
  }

  private static ModelProto model(Numbers numbers) {
    String size = Integer.toString(SIZE);
    byte[] weights = new byte[SIZE * SIZE * numbers.bytes];
    numbers(numbers, SIZE * SIZE).get(weights);
    TensorProto tensor =
        TensorProto.newBuilder()
            .setName(WEIGHTS)
            .setDataType(numbers.weights.id())
            .addAllDims(List.of((long) SIZE, (long) SIZE))
            .setRawData(ByteString.copyFrom(weights))
            .build();
    GraphProto graph =
        GraphProto.newBuilder()
            .setName("product")
            .addNode(GraphNodes.node(numbers.operator, SUMS, List.of(ROWS, WEIGHTS)))
            .addInitializer(tensor)
            .addInput(GraphNodes.value(ROWS, numbers.rows, List.of("count", size)))
            .addOutput(GraphNodes.value(SUMS, numbers.sums, List.of("count", size)))
            .build();
    return ModelProto.newBuilder()
        .setIrVersion(IR_VERSION)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPSET))
        .setGraph(graph)
        .build();
  }

  /** Numbers that no kernel could skip. */
  private static ByteBuffer numbers(Numbers numbers, int count) {
    SplittableRandom random = new SplittableRandom(count);
    ByteBuffer buffer = direct(Math.multiplyExact(count, numbers.bytes));
    while (buffer.hasRemaining()) {
      if (numbers == Numbers.FLOAT32) {
        buffer.putFloat((float) random.nextDouble(-1, 1));
      } else {
        buffer.put((byte) random.nextInt());
      }
    }
    return buffer.flip();
  }

  private static ByteBuffer direct(int bytes) {
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
  }

  @Override
  public void close() {
    inputs.values().forEach(OnnxTensor::close);
    outputs.values().forEach(OnnxTensor::close);
    try {
      session.close();
    } catch (OrtException e) {
      throw new EngineException("ONNX Runtime cannot close a session: " + e.getMessage(), e);
    }
  }
}
