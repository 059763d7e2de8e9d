package dev.tare.bench.engine.onnx;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tare.bench.engine.EngineException;
import dev.tare.results.run.Operations;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The operations of one operator, from the shapes that stand in ONNX Runtime's profile. Matrix
 * products and convolutions count; what is done once per number (sums, norms, activations) does
 * not, as is usual for a roofline.
 */
final class OperatorCost {
  private static final Set<String> FLOAT_PRODUCTS =
      Set.of("MatMul", "FusedMatMul", "Gemm", "FusedGemm", "MatMulNBits");
  private static final Set<String> INTEGER_PRODUCTS =
      Set.of(
          "MatMulInteger",
          "DynamicQuantizeMatMul",
          "MatMulIntegerToFloat",
          "QLinearMatMul",
          "QGemm");
  private static final Set<String> FLOAT_CONVOLUTIONS =
      Set.of("Conv", "FusedConv", "NhwcFusedConv");
  private static final Set<String> INTEGER_CONVOLUTIONS = Set.of("ConvInteger", "QLinearConv");

  /** Much arithmetic that the shapes alone do not tell. */
  private static final Set<String> UNKNOWN =
      Set.of(
          "Einsum",
          "ConvTranspose",
          "QLinearConvTranspose",
          "LSTM",
          "GRU",
          "RNN",
          "DynamicQuantizeLSTM",
          "Attention",
          "QAttention",
          "MultiHeadAttention",
          "GroupQueryAttention",
          "PackedAttention",
          "PackedMultiHeadAttention",
          "DecoderMaskedMultiHeadAttention",
          "LinearAttention",
          "MoE",
          "QMoE",
          "If",
          "Loop",
          "Scan");

  private OperatorCost() {}

  /**
   * The operations of one event of the profile.
   *
   * @param about its {@code args}
   * @throws EngineException when they are not known
   */
  static Operations of(JsonNode about) {
    String operator = about.path("op_name").asText();
    if (FLOAT_PRODUCTS.contains(operator)) {
      return new Operations(product(about), 0);
    }
    if (INTEGER_PRODUCTS.contains(operator)) {
      return new Operations(0, product(about));
    }
    if (FLOAT_CONVOLUTIONS.contains(operator)) {
      return new Operations(convolution(about), 0);
    }
    if (INTEGER_CONVOLUTIONS.contains(operator)) {
      return new Operations(0, convolution(about));
    }
    if (UNKNOWN.contains(operator)) {
      throw new EngineException("operations of operator " + operator + " are not counted");
    }
    return Operations.NONE;
  }

  /**
   * A product of [.., m, k] with [.., k, n] takes 2 m k n for each of its matrices; k follows from
   * the sizes of the left side and of the result, transposed or not. A product with a vector [k]
   * has no columns in its shape; of two vectors it is a scalar, whose shape is empty.
   */
  private static long product(JsonNode about) {
    List<Long> left = shapes(about, "input_type_shape").get(0);
    List<Long> result = shapes(about, "output_type_shape").get(0);
    long columns = left.size() > result.size() ? 1 : last(result);
    long rows = columns == 0 ? 0 : count(result) / columns;
    if (rows == 0 || count(left) % rows != 0) {
      throw new EngineException(
          "operations of " + about.path("op_name").asText() + " do not follow from its shapes");
    }
    return Math.multiplyExact(2 * (count(left) / rows), count(result));
  }

  private static long last(List<Long> shape) {
    return shape.isEmpty() ? 1 : shape.get(shape.size() - 1);
  }

  /** Each number of the result is a sum over one filter: [filters, channels, height, width]. */
  private static long convolution(JsonNode about) {
    List<Long> filters =
        shapes(about, "input_type_shape").stream()
            .skip(1)
            .filter(shape -> shape.size() > 2)
            .findFirst()
            .orElseThrow(() -> new EngineException("a convolution's filters are not told"));
    long result = count(shapes(about, "output_type_shape").get(0));
    return Math.multiplyExact(2 * count(filters) / filters.get(0), result);
  }

  private static long count(List<Long> shape) {
    return shape.stream().reduce(1L, Math::multiplyExact);
  }

  /** {@code [{"float": [1, 197, 768]}, ...]}. */
  private static List<List<Long>> shapes(JsonNode about, String field) {
    List<List<Long>> shapes = new ArrayList<>();
    for (JsonNode tensor : about.path(field)) {
      List<Long> shape = new ArrayList<>();
      tensor.forEach(sizes -> sizes.forEach(size -> shape.add(size.asLong())));
      shapes.add(shape);
    }
    if (shapes.isEmpty()) {
      throw new EngineException(
          "the profile has no shapes of operator " + about.path("op_name").asText());
    }
    return shapes;
  }
}
