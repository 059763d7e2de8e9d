package dev.tare.bench.jmh;

import dev.tare.bench.engine.ImageOptions;
import dev.tare.bench.engine.onnx.ImagePreprocessor;
import dev.tare.fixtures.catalog.ImageInput;
import dev.tare.fixtures.image.FixtureImage;
import dev.tare.fixtures.image.FixtureImages;
import java.awt.image.BufferedImage;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/** The fixture images as a model's input. */
final class PictureSource {
  private static final int OF_EACH_KIND = 4;

  private PictureSource() {}

  /** How the model wants its pictures. */
  static ImagePreprocessor preprocessor(ImageInput input) {
    return new ImagePreprocessor(
        input.width(), input.height(), floats(input.mean()), floats(input.std()));
  }

  private static float[] floats(List<Float> values) {
    float[] floats = new float[values.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = values.get(i);
    }
    return floats;
  }

  /** A few pages and pictures, decoded: small and large ones, as an application meets them. */
  static List<BufferedImage> sample() {
    List<FixtureImage> chosen = new ArrayList<>();
    chosen.addAll(FixtureImages.pages().subList(0, OF_EACH_KIND));
    chosen.addAll(FixtureImages.pictures().subList(0, OF_EACH_KIND));
    return chosen.stream().map(FixtureImage::decode).toList();
  }

  /** The sample as tensors, each [3, height, width]. */
  static List<float[]> sampleTensors(ImageInput input) {
    ImagePreprocessor preprocessor = preprocessor(input);
    int values = ImageOptions.CHANNELS * input.height() * input.width();
    List<float[]> tensors = new ArrayList<>();
    for (BufferedImage picture : sample()) {
      FloatBuffer tensor = FloatBuffer.allocate(values);
      preprocessor.write(picture, tensor, 0);
      tensors.add(tensor.array());
    }
    return List.copyOf(tensors);
  }
}
