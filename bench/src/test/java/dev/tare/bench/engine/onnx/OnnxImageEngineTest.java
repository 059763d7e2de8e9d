package dev.tare.bench.engine.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tare.bench.ChildJvm;
import dev.tare.bench.engine.EngineException;
import dev.tare.bench.engine.ForkArguments;
import dev.tare.bench.engine.ImageEngine;
import dev.tare.bench.engine.ImageOptions;
import dev.tare.bench.engine.ImageSettings;
import dev.tare.fixtures.synth.VitSynthesizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxImageEngineTest {
  private static final int SIDE = 64;

  @Test
  void anEmbeddingHasLengthOne() {
    try (ImageEngine engine = open(options(SIDE, 1))) {
      float[] embedding = engine.embed(picture(1));
      double squares = 0;
      for (float value : embedding) {
        squares += (double) value * value;
      }
      assertEquals(512, embedding.length);
      assertEquals(1, squares, 1e-4);
    }
  }

  @Test
  void aBatchOfTwoIsTwoPicturesOneByOne() {
    float[] first;
    float[] second;
    try (ImageEngine engine = open(options(SIDE, 1))) {
      first = engine.embed(picture(1));
      second = engine.embed(picture(2));
    }
    try (ImageEngine engine = open(options(SIDE, 2))) {
      float[] both = Arrays.copyOf(picture(1), 2 * picture(1).length);
      System.arraycopy(picture(2), 0, both, picture(1).length, picture(2).length);
      float[] embeddings = engine.embed(both);
      assertArrayEquals(first, Arrays.copyOf(embeddings, 512), 1e-5f);
      assertArrayEquals(second, Arrays.copyOfRange(embeddings, 512, 1024), 1e-5f);
    }
  }

  @Test
  void settingsReachTheSessionAndTheAnswerStays() {
    float[] usual;
    try (ImageEngine engine = open(options(SIDE, 1))) {
      usual = engine.embed(picture(1));
    }
    for (String option : List.of("graphOptimization", "spinning", "memoryPattern", "arena")) {
      ImageSettings settings = ImageSettings.of(Map.of(option, "off"));
      assertNotEquals(ImageSettings.USUAL, settings);
      try (ImageEngine engine = open(options(SIDE, 1).with(settings))) {
        assertArrayEquals(usual, engine.embed(picture(1)), 1e-4f, option);
      }
    }
  }

  @Test
  void theOutputBufferIsFilledAnewByEachRun() {
    try (ImageEngine engine = open(options(SIDE, 1))) {
      float[] first = engine.embed(picture(1));
      float[] other = engine.embed(picture(2));
      assertFalse(Arrays.equals(first, other));
      assertArrayEquals(first, engine.embed(picture(1)));
      assertTrue(engine.loadPhases().modelNs() > 0);
    }
  }

  @Test
  void aWrongNumberOfValuesNeverReachesNativeCode() {
    try (ImageEngine engine = open(options(SIDE, 1))) {
      assertEquals(
          "image engine: a batch holds 12288 values [1, 3, 64, 64], got 5; resize the pictures",
          assertThrows(EngineException.class, () -> engine.embed(new float[5])).getMessage());
    }
  }

  @Test
  void anotherPictureSizeThanTheGraphsIsSaidInOneLine() {
    EngineException failure = assertThrows(EngineException.class, () -> open(options(SIDE * 2, 1)));
    assertTrue(failure.getMessage().contains("pixel_values has the shape"), failure.getMessage());
    assertTrue(failure.getMessage().contains("[1, 3, 128, 128]"), failure.getMessage());
    assertEquals(1, failure.getMessage().lines().count());
  }

  @Test
  void unknownInputsAndOutputsAreNamedWithThoseThereAre() {
    ImageOptions input = new ImageOptions(1, "image", "image_embeds", SIDE, SIDE, 1);
    ImageOptions output = new ImageOptions(1, "pixel_values", "logits", SIDE, SIDE, 1);
    assertTrue(message(input).contains("no input named image; it has [pixel_values]"));
    assertTrue(message(output).contains("no output named logits; it has [image_embeds]"));
  }

  private static String message(ImageOptions options) {
    return assertThrows(EngineException.class, () -> open(options)).getMessage();
  }

  @Test
  void aFileThatIsNoOnnxModelIsSaidInOneLine(@TempDir Path folder) throws IOException {
    Path text = Files.writeString(folder.resolve("model.onnx"), "this is no model\n".repeat(50));
    Path empty = Files.createFile(folder.resolve("empty.onnx"));
    Path missing = folder.resolve("none.onnx");
    byte[] whole = Files.readAllBytes(TinyVit.file());
    Path cut = Files.write(folder.resolve("cut.onnx"), Arrays.copyOf(whole, whole.length / 2));
    for (Path file : new Path[] {text, empty, missing, cut, folder}) {
      EngineException failure =
          assertThrows(EngineException.class, () -> OnnxImageEngine.open(file, options(SIDE, 1)));
      assertTrue(failure.getMessage().startsWith(file + ": "), failure.getMessage());
      assertEquals(1, failure.getMessage().lines().count(), failure.getMessage());
    }
  }

  @Test
  void aClosedEngineSaysSo() {
    ImageEngine engine = open(options(SIDE, 1));
    engine.close();
    engine.close();
    assertThrows(EngineException.class, engine::run);
  }

  @Test
  void aLongCommandLineDoesNotCrashTheRuntime() throws Exception {
    // The runtime's telemetry would match the command line with a recursive regular expression.
    var args = new java.util.ArrayList<>(ForkArguments.jvmArgs());
    args.add("-Dlong=" + "/a/b-c.jar:".repeat(3000));
    ChildJvm.Outcome child = ChildJvm.run(args, Initialise.class);
    assertEquals(0, child.exitCode(), child.output());
    assertTrue(child.output().contains("1."), child.output());
  }

  /** Runs in the child. */
  static final class Initialise {
    public static void main(String[] args) {
      System.out.println(OnnxRuntime.version());
    }
  }

  private static ImageEngine open(ImageOptions options) {
    return OnnxImageEngine.open(TinyVit.file(), options);
  }

  private static ImageOptions options(int side, int batch) {
    return new ImageOptions(
        1, VitSynthesizer.INPUT_NAME, VitSynthesizer.OUTPUT_NAME, side, side, batch);
  }

  private static float[] picture(int seed) {
    Random random = new Random(seed);
    float[] values = new float[3 * SIDE * SIDE];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }
}
