package dev.tare.bench.engine.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;

class ImagePreprocessorTest {
  private static final float[] MEAN = {0.5f, 0.4f, 0.25f};
  private static final float[] STD = {0.5f, 0.2f, 0.25f};
  private static final int SIDE = 4;
  private static final int PLANE = SIDE * SIDE;

  private final ImagePreprocessor preprocessor = new ImagePreprocessor(SIDE, SIDE, MEAN, STD);

  @Test
  void eachChannelIsNormalisedIntoItsOwnPlane() {
    FloatBuffer values = write(filled(8, 8, new Color(255, 0, 51)));
    for (int i = 0; i < PLANE; i++) {
      assertEquals(1f, values.get(i), 1e-5f);
      assertEquals(-2f, values.get(PLANE + i), 1e-5f);
      assertEquals(-0.2f, values.get(2 * PLANE + i), 1e-5f);
    }
  }

  @Test
  void theCentreOfAWidePictureIsKept() {
    BufferedImage wide = filled(12, 4, Color.BLACK);
    Graphics2D graphics = wide.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(4, 0, 4, 4);
    graphics.dispose();
    FloatBuffer values = write(wide);
    for (int i = 0; i < PLANE; i++) {
      assertEquals(1f, values.get(i), 1e-5f, "pixel " + i);
    }
  }

  @Test
  void fineStripesAreAveragedNotSampled() {
    BufferedImage striped = filled(64, 64, Color.BLACK);
    for (int x = 0; x < 64; x += 2) {
      for (int y = 0; y < 64; y++) {
        striped.setRGB(x, y, 0xFFFFFF);
      }
    }
    FloatBuffer values = write(striped);
    for (int i = 0; i < PLANE; i++) {
      assertEquals(0f, values.get(i), 0.05f);
    }
  }

  @Test
  void transparencyBecomesWhite() {
    FloatBuffer values = write(new BufferedImage(5, 5, BufferedImage.TYPE_INT_ARGB));
    assertEquals(1f, values.get(0), 1e-5f);
  }

  @Test
  void aSmallPictureIsEnlarged() {
    assertEquals(1f, write(filled(1, 1, Color.WHITE)).get(PLANE - 1), 1e-5f);
  }

  @Test
  void aPictureIsWrittenWhereTheOffsetSays() {
    FloatBuffer values = FloatBuffer.allocate(6 * PLANE);
    preprocessor.write(filled(4, 4, Color.WHITE), values, 3 * PLANE);
    assertEquals(0f, values.get(3 * PLANE - 1));
    assertEquals(1f, values.get(3 * PLANE), 1e-5f);
  }

  @Test
  void whatCannotNormaliseIsRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new ImagePreprocessor(4, 4, MEAN, new float[] {1, 0, 1}));
    assertThrows(
        IllegalArgumentException.class,
        () -> new ImagePreprocessor(4, 4, MEAN, new float[] {1, Float.NaN, 1}));
    assertThrows(
        IllegalArgumentException.class, () -> new ImagePreprocessor(4, 4, new float[] {1}, STD));
    assertThrows(IllegalArgumentException.class, () -> new ImagePreprocessor(0, 4, MEAN, STD));
  }

  private FloatBuffer write(BufferedImage picture) {
    FloatBuffer values = FloatBuffer.allocate(3 * PLANE);
    preprocessor.write(picture, values, 0);
    return values;
  }

  private static BufferedImage filled(int width, int height, Color color) {
    BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = picture.createGraphics();
    graphics.setColor(color);
    graphics.fillRect(0, 0, width, height);
    graphics.dispose();
    return picture;
  }
}
