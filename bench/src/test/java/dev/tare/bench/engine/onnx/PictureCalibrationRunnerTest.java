package dev.tare.bench.engine.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tare.bench.engine.EngineException;
import dev.tare.bench.engine.ImageEngine;
import dev.tare.bench.engine.ImageOptions;
import dev.tare.bench.quality.CosineSummary;
import dev.tare.bench.quality.Embeddings;
import dev.tare.fixtures.catalog.ImageInput;
import dev.tare.fixtures.image.FixtureImage;
import dev.tare.fixtures.image.FixtureImages;
import dev.tare.fixtures.onnx.WeightPlacement;
import dev.tare.fixtures.quantize.onnx.qdq.ActivationType;
import dev.tare.fixtures.quantize.onnx.qdq.Calibration;
import dev.tare.fixtures.quantize.onnx.qdq.StaticInt8;
import dev.tare.fixtures.quantize.onnx.qdq.StaticInt8Options;
import dev.tare.fixtures.synth.VitSynthesizer;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PictureCalibrationRunnerTest {
  private static final int SIDE = 64;

  @TempDir Path folder;

  static Stream<Calibration> methods() {
    return Stream.of(
        new Calibration.MinMax(),
        new Calibration.Percentile(99.99, Calibration.Percentile.DEFAULT_BINS),
        Calibration.Entropy.DEFAULT);
  }

  @ParameterizedTest
  @MethodSource("methods")
  void aVisionTransformerKeepsItsEmbeddingsOfTheFixtureImages(Calibration calibration) {
    List<float[]> reference = embeddings(TinyVit.file());
    for (boolean perChannel : new boolean[] {true, false}) {
      List<float[]> quantized = embeddings(quantized(calibration, perChannel));
      double mean = CosineSummary.of(new Embeddings(reference), new Embeddings(quantized)).mean();
      assertTrue(mean >= 0.998, calibration.label() + ": mean cosine " + mean);
    }
  }

  @Test
  void theSamePicturesGiveTheSameModel() throws IOException {
    Path first = quantized(new Calibration.MinMax(), true);
    byte[] bytes = Files.readAllBytes(first);
    assertArrayEquals(bytes, Files.readAllBytes(quantized(new Calibration.MinMax(), true)));
  }

  @Test
  void everyPictureIsShownOnceInTheSameOrder() throws IOException {
    List<Float> first = firstPixels(CalibrationPictures.in(pictures()));
    assertEquals(2, first.size());
    // Black, then white, as the file names sort.
    assertEquals(-ImageInput.CLIP_MEAN.get(0) / ImageInput.CLIP_STD.get(0), first.get(0), 1e-5);
    assertTrue(first.get(1) > first.get(0));
    assertEquals(first, firstPixels(CalibrationPictures.in(pictures())));
  }

  @Test
  void aFolderWithoutPicturesIsRefusedInOneLine() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    Files.writeString(empty.resolve("notes.txt"), "none");
    assertEquals(
        empty + ": holds no pictures; put PNG or JPEG files there",
        assertThrows(EngineException.class, () -> CalibrationPictures.in(empty)).getMessage());
    Path broken = Files.createDirectory(folder.resolve("broken"));
    Files.writeString(broken.resolve("a.png"), "no picture");
    CalibrationPictures pictures = CalibrationPictures.in(broken);
    assertTrue(
        assertThrows(EngineException.class, () -> firstPixels(pictures))
            .getMessage()
            .startsWith(broken.resolve("a.png") + ": cannot be decoded"));
  }

  private List<Float> firstPixels(CalibrationPictures pictures) {
    List<Float> seen = new ArrayList<>();
    new PictureCalibrationRunner(pictures, 1, SIDE)
        .run(
            TinyVit.file(),
            List.of(VitSynthesizer.OUTPUT_NAME),
            (output, values) -> assertEquals(512, values.remaining()));
    for (BufferedImage picture : pictures.decoded().toList()) {
      FloatBuffer buffer = FloatBuffer.allocate(3 * SIDE * SIDE);
      preprocessor().write(picture, buffer, 0);
      seen.add(buffer.get(0));
    }
    return seen;
  }

  private Path pictures() throws IOException {
    Path made = Files.createDirectories(folder.resolve("pictures"));
    BufferedImage black = new BufferedImage(80, 70, BufferedImage.TYPE_INT_RGB);
    BufferedImage white = new BufferedImage(90, 90, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 90 * 90; i++) {
      white.setRGB(i % 90, i / 90, 0xFFFFFF);
    }
    ImageIO.write(white, "png", made.resolve("b.PNG").toFile());
    ImageIO.write(black, "png", made.resolve("a.png").toFile());
    return made;
  }

  private Path quantized(Calibration calibration, boolean perChannel) {
    Path out = folder.resolve("int8.onnx");
    StaticInt8.quantize(
        TinyVit.file(),
        out,
        new StaticInt8Options(ActivationType.U8, perChannel, true),
        calibration,
        new PictureCalibrationRunner(CalibrationPictures.fixtures(), 2, SIDE),
        WeightPlacement.AUTO,
        bytes -> {});
    return out;
  }

  private static List<float[]> embeddings(Path model) {
    ImageOptions options =
        new ImageOptions(2, VitSynthesizer.INPUT_NAME, VitSynthesizer.OUTPUT_NAME, SIDE, SIDE, 1);
    ImagePreprocessor preprocessor = preprocessor();
    List<float[]> embeddings = new ArrayList<>();
    try (ImageEngine engine = OnnxImageEngine.open(model, options)) {
      for (FixtureImage image : FixtureImages.all()) {
        FloatBuffer buffer = FloatBuffer.allocate(options.valuesPerPicture());
        preprocessor.write(image.decode(), buffer, 0);
        embeddings.add(engine.embed(buffer.array()));
      }
    }
    return embeddings;
  }

  private static ImagePreprocessor preprocessor() {
    float[] mean = new float[ImageOptions.CHANNELS];
    float[] std = new float[ImageOptions.CHANNELS];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = ImageInput.CLIP_MEAN.get(i);
      std[i] = ImageInput.CLIP_STD.get(i);
    }
    return new ImagePreprocessor(SIDE, SIDE, mean, std);
  }
}
