package dev.tare.bench.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tare.fixtures.gguf.GgufFile;
import dev.tare.fixtures.mlx.MlxDirectory;
import dev.tare.fixtures.synth.GemmaShape;
import dev.tare.fixtures.synth.GemmaSynthesizer;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SynthCommandTest {
  @TempDir Path home;

  private final TareCommand command = new TareCommand();
  private final StringWriter out = command.out;
  private final StringWriter err = command.err;

  private int synth(String... options) {
    List<String> args = new ArrayList<>(List.of("models", "synth"));
    args.addAll(List.of(options));
    return command.run(home, args.toArray(new String[0]));
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(home)) {
      return files.sorted().toList();
    }
  }

  @Test
  void aNamedShapeIsTheBuiltInModelByteForByte() throws IOException {
    Path made = home.resolve("tiny.gguf");
    assertEquals(0, synth("--shape", "gemma3-tiny", "--out", made.toString()), err::toString);
    assertTrue(
        err.toString().startsWith("gemma3-tiny: 4,071,168 parameters, GGUF F16, 8.2 MB (layers 6,"),
        err::toString);
    assertTrue(out.toString().startsWith(made + "  8,207,552 bytes  "), out::toString);
    Path builtIn = home.resolve("built-in.gguf");
    GemmaSynthesizer.write(
        GemmaShape.GEMMA3_TINY, GemmaSynthesizer.DEFAULT_SEED, builtIn, bytes -> {});
    assertEquals(-1, Files.mismatch(made, builtIn));
  }

  @Test
  void dimensionsTypeAndSeedCanBeGiven() {
    String made = home.resolve("wide.gguf").toString();
    int code =
        synth(
            "--shape",
            "llama-tiny",
            "--layers",
            "2",
            "--hidden",
            "320",
            "--type",
            "bf16",
            "--seed",
            "9",
            "--tied-output",
            "true",
            "--out",
            made);
    assertEquals(0, code, err::toString);
    assertTrue(err.toString().contains("Note: rows of 320 weights are no multiple of 256"));
    GgufFile file = GgufFile.read(Path.of(made));
    assertEquals("llama-tiny-layers2-hidden320-tied", string(file, "general.name"));
    assertEquals(2, file.metadata().get("llama.block_count").asLong().orElseThrow());
    assertTrue(file.tensor("output.weight").isEmpty());
  }

  private static String string(GgufFile file, String key) {
    return file.metadata().get(key).asString();
  }

  @Test
  void aFolderIsMadeForMlxAndReplacedOnlyByForce() throws IOException {
    Path model = home.resolve("model");
    String[] request = {
      "--shape", "llama-tiny", "--format", "safetensors", "--shard-size", "5MB", "--out", "" + model
    };
    assertEquals(0, synth(request), err::toString);
    assertEquals(List.of(), MlxDirectory.open(model).findings());
    assertEquals(3, MlxDirectory.open(model).shards().size());
    assertEquals(2, synth(request));
    assertEquals("tare: " + model + ": exists already; give --force to replace it\n", "" + err);
    String[] forced =
        Stream.concat(Stream.of(request), Stream.of("--force")).toArray(String[]::new);
    assertEquals(0, synth(forced), err::toString);
    Files.createDirectory(model.resolve("photos"));
    assertEquals(2, synth(forced));
    assertTrue(err.toString().contains("photos in it is no part of a model"), err::toString);
    assertEquals(List.of(model), files());
  }

  @Test
  void anImageModelIsMadeForOnnxRuntime() {
    String made = home.resolve("vit.onnx").toString();
    assertEquals(
        0, synth("--shape", "vit-tiny", "--projection", "32", "--out", made), err::toString);
    assertTrue(err.toString().contains("ONNX F32"), err::toString);
  }

  @Test
  void everythingThatDoesNotFitIsALineOfItsOwn() throws IOException {
    String made = home.resolve("x.gguf").toString();
    int code =
        synth(
            "--shape",
            "gemma3-tiny",
            "--layers",
            "3",
            "--heads",
            "3",
            "--kv-heads",
            "2",
            "--patch-size",
            "16",
            "--out",
            made);
    assertEquals(2, code);
    assertEquals(
        List.of(
            "tare: patch-size: a model of type gemma3 has none; leave it out",
            "tare: layers must be from 6 to 512, got 3: llama.cpp b4916 crashes on a Gemma 3 with"
                + " fewer, where no layer sees the whole context",
            "tare: heads must be a multiple of kv-heads 2, got 3"),
        err.toString().lines().toList());
    assertEquals(List.of(), files());
  }

  @Test
  void aModelLargerThanTheDiskIsRefusedBeforeItIsBegun() throws IOException {
    int code =
        synth(
            "--architecture",
            "vit",
            "--layers",
            "512",
            "--hidden",
            "65536",
            "--heads",
            "16",
            "--ffn",
            "1048576",
            "--image-size",
            "224",
            "--patch-size",
            "16",
            "--projection",
            "64",
            "--out",
            home.resolve("big.onnx").toString());
    assertEquals(2, code);
    assertTrue(
        err.toString().matches("(?s)tare: .*needs \\d+\\.\\d\\d GB and only .*\n"), "" + err);
    assertEquals(1, err.toString().lines().count());
    assertEquals(List.of(), files());
  }

  @Test
  void aMissingFolderAnUnknownShapeAndAnUnfitSizeAreToldInOneLine() {
    assertEquals(2, synth("--shape", "vit-tiny", "--out", home.resolve("no/x.onnx").toString()));
    assertTrue(err.toString().contains("there is no folder"), err::toString);
    assertEquals(2, synth("--shape", "gemma4", "--out", "x"));
    assertTrue(err.toString().contains("got 'gemma4'"), err::toString);
    assertEquals(2, synth("--shape", "vit-tiny", "--shard-size", "5 apples", "--out", "x"));
    assertTrue(err.toString().contains("'5 apples' is no size"), err::toString);
    assertEquals(2, synth("--out", "x"));
    assertTrue(err.toString().contains("give either --shape"), err::toString);
  }
}
