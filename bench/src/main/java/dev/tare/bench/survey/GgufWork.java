package dev.tare.bench.survey;

import dev.tare.fixtures.ggml.GgmlType;
import dev.tare.fixtures.gguf.GgufFile;
import dev.tare.fixtures.gguf.GgufMetadata;
import dev.tare.fixtures.gguf.GgufTensor;
import dev.tare.fixtures.gguf.GgufType;
import dev.tare.fixtures.gguf.GgufValue;
import dev.tare.results.run.ModelWork;
import dev.tare.results.run.Operations;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What one token asks of a machine, from the header of a GGUF file.
 *
 * <p>llama.cpp multiplies quantized weights with activations that it rounds to 8 bits, in integers;
 * weights of F32, F16 and BF16 with 32-bit floats, and so keys and values, which it keeps in F16.
 * All layers of b4916 keep and read the whole context, those with a sliding window too. Tensors of
 * one dimension are read, but hardly computed with.
 */
final class GgufWork {
  private static final String EMBEDDING = "token_embd.weight";
  private static final String OUTPUT = "output.weight";

  /** One row of each is looked up per token. */
  private static final Set<String> TABLES =
      Set.of("per_layer_token_embd.weight", "position_embd.weight", "token_types.weight");

  private static final int F16_BYTES = 2;

  private final GgufMetadata metadata;
  private final List<GgufTensor> tensors;
  private final boolean tied;

  private GgufWork(GgufMetadata metadata, List<GgufTensor> tensors) {
    this.metadata = metadata;
    this.tensors = tensors;
    this.tied = tensors.stream().noneMatch(tensor -> tensor.name().equals(OUTPUT));
  }

  /**
   * Adds up the work.
   *
   * @throws IllegalArgumentException when the header does not say what is needed
   */
  static ModelWork.OfToken of(String family, String variant, GgufFile file) {
    List<GgufTensor> tensors = file.tensors().stream().map(GgufFile.Placed::tensor).toList();
    return new GgufWork(file, tensors).work(family, variant);
  }

  private ModelWork.OfToken work(String family, String variant) {
    long bytes = 0;
    Operations layers = Operations.NONE;
    Operations output = Operations.NONE;
    for (GgufTensor tensor : tensors) {
      bytes += bytes(tensor);
      if (isOutput(tensor)) {
        output = output.plus(operations(tensor));
      } else if (tensor.dims().size() > 1 && !isTable(tensor)) {
        layers = layers.plus(operations(tensor));
      }
    }
    Attention attention = attention();
    return new ModelWork.OfToken(
        family, variant, bytes, attention.keyValueBytes(), layers, output, attention.operations());
  }

  private boolean isOutput(GgufTensor tensor) {
    return tensor.name().equals(tied ? EMBEDDING : OUTPUT);
  }

  private boolean isTable(GgufTensor tensor) {
    return TABLES.contains(tensor.name()) || tensor.name().equals(EMBEDDING) && !tied;
  }

  private long bytes(GgufTensor tensor) {
    return isTable(tensor)
        ? tensor.type().rowBytes(tensor.rowElements())
        : used(tensor, tensor.sizeBytes());
  }

  private Operations operations(GgufTensor tensor) {
    long count = Math.multiplyExact(2, used(tensor, tensor.elements()));
    GgmlType type = tensor.type();
    return type.isQuantized() ? new Operations(0, count) : new Operations(count, 0);
  }

  /** Of a tensor with all experts, those that a token is sent to. */
  private long used(GgufTensor tensor, long whole) {
    if (!tensor.name().contains("_exps.")) {
      return whole;
    }
    long experts = required("expert_count");
    return whole / experts * Math.min(experts, required("expert_used_count"));
  }

  private record Attention(long keyValueBytes, long operations) {}

  private Attention attention() {
    long keyValueBytes = 0;
    long operations = 0;
    long layers = required("block_count");
    for (int layer = 0; layer < layers; layer++) {
      long heads = perLayer("attention.head_count", layer);
      long cached = optionalPerLayer("attention.head_count_kv", layer).orElse(heads);
      long keyAndValue = length("attention.key_length") + length("attention.value_length");
      keyValueBytes += F16_BYTES * cached * keyAndValue;
      operations += 2 * heads * keyAndValue;
    }
    return new Attention(keyValueBytes, operations);
  }

  /** Length of a head's keys or values: a share of the embedding where it is not said. */
  private long length(String key) {
    OptionalLong length = metadata.hyperParameter(key);
    return length.isPresent()
        ? length.getAsLong()
        : required("embedding_length") / Math.max(1, perLayer("attention.head_count", 0));
  }

  private long perLayer(String key, int layer) {
    return optionalPerLayer(key, layer).orElseThrow(() -> missing(key));
  }

  private OptionalLong optionalPerLayer(String key, int layer) {
    GgufValue value = metadata.architectureValue(key).orElse(null);
    if (value == null) {
      return OptionalLong.empty();
    }
    boolean list = value.type() == GgufType.ARRAY && value.elementType().isInteger();
    if (list && layer >= value.count()) {
      throw new IllegalArgumentException("its " + key + " has too few entries");
    }
    return list ? value.integer(layer) : value.asLong();
  }

  private long required(String key) {
    long value = metadata.hyperParameter(key).orElseThrow(() -> missing(key));
    if (value < 1) {
      throw new IllegalArgumentException("its " + key + " is " + value);
    }
    return value;
  }

  private static IllegalArgumentException missing(String key) {
    return new IllegalArgumentException("its header does not say " + key);
  }
}
