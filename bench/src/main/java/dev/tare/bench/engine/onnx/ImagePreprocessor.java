package dev.tare.bench.engine.onnx;

import dev.tare.bench.engine.ImageOptions;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.nio.FloatBuffer;

/**
 * Turns a picture into a model's input as CLIP models expect it: the shorter side is resized to the
 * model's size (bicubic; halved by averaging first while it is more than twice too large, so that
 * fine print does not alias), the centre is cropped, and each channel becomes {@code (value / 255 -
 * mean) / std} in the order channel, row, column. Not safe for use by several threads.
 */
public final class ImagePreprocessor {
  private static final float FULL = 255f;
  private static final int GREEN_SHIFT = 8;
  private static final int RED_SHIFT = 16;
  private static final int BYTE = 0xFF;

  private final int width;
  private final int height;
  private final float[] scale = new float[ImageOptions.CHANNELS];
  private final float[] shift = new float[ImageOptions.CHANNELS];
  private final BufferedImage canvas;
  private final int[] pixels;

  /**
   * Prepares for one model.
   *
   * @param width the model's picture width, 1 or more
   * @param height the model's picture height, 1 or more
   * @param mean mean of red, green and blue, as shares of full brightness
   * @param std standard deviation of red, green and blue, above 0
   * @throws IllegalArgumentException when a size or number is out of range
   */
  public ImagePreprocessor(int width, int height, float[] mean, float[] std) {
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException("size must be 1 or more, got " + width + "x" + height);
    }
    if (mean.length != ImageOptions.CHANNELS || std.length != ImageOptions.CHANNELS) {
      throw new IllegalArgumentException("mean and std need one value per channel");
    }
    this.width = width;
    this.height = height;
    for (int channel = 0; channel < ImageOptions.CHANNELS; channel++) {
      if (!(std[channel] > 0)) {
        throw new IllegalArgumentException("std must be above 0, got " + std[channel]);
      }
      scale[channel] = 1 / (FULL * std[channel]);
      shift[channel] = -mean[channel] / std[channel];
    }
    canvas = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    pixels = ((DataBufferInt) canvas.getRaster().getDataBuffer()).getData();
  }

  /**
   * Writes one picture.
   *
   * @param picture any picture; transparency becomes white
   * @param target receives 3 × height × width values
   * @param offset where in the target they begin
   */
  public void write(BufferedImage picture, FloatBuffer target, int offset) {
    draw(picture);
    int plane = width * height;
    for (int i = 0; i < plane; i++) {
      int rgb = pixels[i];
      target.put(offset + i, ((rgb >> RED_SHIFT) & BYTE) * scale[0] + shift[0]);
      target.put(offset + plane + i, ((rgb >> GREEN_SHIFT) & BYTE) * scale[1] + shift[1]);
      target.put(offset + 2 * plane + i, (rgb & BYTE) * scale[2] + shift[2]);
    }
  }

  private void draw(BufferedImage picture) {
    BufferedImage source = halved(picture);
    double factor =
        Math.max((double) width / source.getWidth(), (double) height / source.getHeight());
    int drawnWidth = (int) Math.round(source.getWidth() * factor);
    int drawnHeight = (int) Math.round(source.getHeight() * factor);
    Graphics2D graphics = whiteCanvas(canvas);
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    int left = (width - drawnWidth) / 2;
    int top = (height - drawnHeight) / 2;
    graphics.drawImage(source, left, top, drawnWidth, drawnHeight, null);
    graphics.dispose();
  }

  private BufferedImage halved(BufferedImage picture) {
    BufferedImage source = picture;
    while (source.getWidth() / 2 >= width && source.getHeight() / 2 >= height) {
      BufferedImage half =
          new BufferedImage(
              source.getWidth() / 2, source.getHeight() / 2, BufferedImage.TYPE_INT_RGB);
      Graphics2D graphics = whiteCanvas(half);
      // At exactly one half, bilinear sampling is the average of four pixels.
      graphics.setRenderingHint(
          RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
      graphics.drawImage(source, 0, 0, half.getWidth(), half.getHeight(), null);
      graphics.dispose();
      source = half;
    }
    return source;
  }

  private static Graphics2D whiteCanvas(BufferedImage image) {
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
    return graphics;
  }
}
