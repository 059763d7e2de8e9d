package dev.tare.bench.survey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tare.fixtures.catalog.BuildListener;
import dev.tare.fixtures.catalog.Catalog;
import dev.tare.fixtures.catalog.ModelCache;
import dev.tare.fixtures.ggml.GgmlType;
import dev.tare.fixtures.gguf.GgufFile;
import dev.tare.fixtures.gguf.GgufTensor;
import dev.tare.fixtures.gguf.GgufValue;
import dev.tare.fixtures.gguf.GgufWriter;
import dev.tare.results.run.ModelWork;
import dev.tare.results.run.Operations;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What models ask of a machine, against figures worked out by hand from their shapes. */
class WorkTest {
  private static Catalog tiny;

  @TempDir private Path folder;

  @BeforeAll
  static void buildsTheTinyModels() {
    tiny = Catalog.tiny(ModelCache.standard(), BuildListener.silent());
  }

  private static ModelWork work(String model) {
    WorkCounter counter = new WorkCounter(tiny, 1);
    counter.count(model);
    assertEquals(List.of(), counter.absent());
    return counter.work().get(0);
  }

  @Test
  void aTokenNeedsAllLayersAndTheEmbeddingThatIsAlsoTheOutput() {
    // Six blocks: query and output 256 x 256, key and value 256 x 128, three of 256 x 512.
    long layers = 6 * (2 * 256 * 256 + 2 * 256 * 128 + 3 * 256 * 512);
    long output = 256 * 2048;
    // Norms in F32: four of 256 and two of 128 in each block, one of 256 behind.
    long norms = 4 * (6 * (4 * 256 + 2 * 128) + 256);
    // One key and value head of 128 each in F16; two query heads.
    long keyValue = 6 * 2 * (128 + 128);
    long attention = 6 * 2 * 2 * (128 + 128);

    assertEquals(
        new ModelWork.OfToken(
            "gemma3-tiny",
            "F16",
            2 * (layers + output) + norms,
            keyValue,
            new Operations(2 * layers, 0),
            new Operations(2 * output, 0),
            attention),
        work("gemma3-tiny/F16"));
    // 34 bytes hold 32 weights; the arithmetic is done in integers.
    assertEquals(
        new ModelWork.OfToken(
            "gemma3-tiny",
            "Q8_0",
            (layers + output) / 32 * 34 + norms,
            keyValue,
            new Operations(0, 2 * layers),
            new Operations(0, 2 * output),
            attention),
        work("gemma3-tiny/Q8_0"));
  }

  @Test
  void anImageNeedsEveryMatrixProductAndConvolution() {
    // 4 x 4 patches of 16 x 16 and 3 channels to 64 numbers; then they and the class token.
    long patches = 2L * 16 * 64 * (3 * 16 * 16);
    long tokens = 17;
    long weights = tokens * (64 * 192 + 64 * 64 + 2 * 64 * 256);
    // Four heads of 16: scores of all pairs, and the values weighted by them.
    long pairs = 4 * tokens * tokens * 16 * 2;
    long projection = 64 * 512;
    long products = 2 * (2 * weights + projection);
    long attention = 2 * 2 * pairs;

    assertEquals(
        new ModelWork.OfImage(
            "vit-tiny", "FP32", new Operations(patches + products + attention, 0)),
        work("vit-tiny/FP32"));
    // Dynamic INT8 leaves products of two activations in floats.
    assertEquals(
        new ModelWork.OfImage("vit-tiny", "INT8", new Operations(attention, patches + products)),
        work("vit-tiny/INT8"));
  }

  private GgufFile file(Map<String, GgufValue> metadata, GgufTensor... tensors) throws IOException {
    Path path = folder.resolve("model.gguf");
    Map<String, GgufValue> all = new LinkedHashMap<>();
    all.put("general.architecture", GgufValue.of("llama"));
    metadata.forEach((key, value) -> all.put("llama." + key, value));
    try (GgufWriter writer = GgufWriter.create(path, all, List.of(tensors))) {
      for (int i = 0; i < tensors.length; i++) {
        writer.write(i, 0, ByteBuffer.allocate((int) tensors[i].sizeBytes()));
      }
      writer.commit();
    }
    return GgufFile.read(path);
  }

  private static GgufTensor tensor(String name, GgmlType type, Long... dims) {
    return new GgufTensor(name, List.of(dims), type);
  }

  @Test
  void ofAnUntiedEmbeddingOneRowIsReadAndOfExpertsThoseThatAreUsed() throws IOException {
    GgufFile file =
        file(
            Map.of(
                "block_count", GgufValue.ofUint32(2),
                "embedding_length", GgufValue.ofUint32(64),
                "attention.head_count", GgufValue.ofInts(4, 2),
                "attention.head_count_kv", GgufValue.ofInts(2, 1),
                "expert_count", GgufValue.ofUint32(8),
                "expert_used_count", GgufValue.ofUint32(2)),
            tensor("token_embd.weight", GgmlType.F16, 64L, 100L),
            tensor("output.weight", GgmlType.Q8_0, 64L, 100L),
            tensor("blk.0.ffn_up_exps.weight", GgmlType.Q4_0, 64L, 32L, 8L));

    ModelWork.OfToken work = GgufWork.of("f", "v", file);

    // One row of 64 halves, 100 rows of 68 bytes, two of eight experts of 32 rows of 36 bytes.
    assertEquals(128 + 6800 + 2 * 32 * 36, work.weightBytes());
    assertEquals(new Operations(0, 2 * 6400), work.output());
    assertEquals(new Operations(0, 2 * 2 * 64 * 32), work.layers());
    // Heads are 64 / 4 long; three cached heads and six query heads in both blocks together.
    assertEquals(3 * 2 * (16 + 16), work.keyValueBytes());
    assertEquals(6 * 2 * (16 + 16), work.attentionOperations());
  }

  @Test
  void aHeaderThatDoesNotSayEnoughIsToldAndNoNumberMadeUp() throws IOException {
    GgufFile file =
        file(
            Map.of("block_count", GgufValue.ofUint32(1)),
            tensor("token_embd.weight", GgmlType.F16, 64L, 100L));
    String message =
        assertThrows(IllegalArgumentException.class, () -> GgufWork.of("f", "v", file))
            .getMessage();
    assertTrue(message.contains("attention.head_count"), message);

    WorkCounter counter = new WorkCounter(tiny, 1);
    counter.count("gemma3-tiny/Q1");
    counter.count("nothing/F16");
    assertEquals(List.of(), counter.work());
    assertEquals(
        List.of("gemma3-tiny/Q1", "nothing/F16"),
        counter.absent().stream().map(a -> a.name()).toList());
  }
}
