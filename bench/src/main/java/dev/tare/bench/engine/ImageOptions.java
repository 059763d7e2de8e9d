package dev.tare.bench.engine;

/**
 * How an image model is opened.
 *
 * @param threads compute threads, 1 or more
 * @param inputName name of the graph's image input; not blank
 * @param outputName name of the graph's embedding output; not blank
 * @param width width of a picture in pixels, 1 or more
 * @param height height of a picture in pixels, 1 or more
 * @param batch pictures per call, 1 or more
 * @param settings everything else
 */
public record ImageOptions(
    int threads,
    String inputName,
    String outputName,
    int width,
    int height,
    int batch,
    ImageSettings settings) {
  /** Colour channels of a picture: red, green, blue. */
  public static final int CHANNELS = 3;

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException when a number is below 1, a name is blank, or a batch would
   *     not fit into one buffer
   */
  public ImageOptions {
    if (threads < 1 || width < 1 || height < 1 || batch < 1) {
      throw new IllegalArgumentException(
          String.format(
              java.util.Locale.ROOT,
              "threads, width, height and batch must be 1 or more, got %d, %d, %d and %d",
              threads,
              width,
              height,
              batch));
    }
    if (inputName == null || inputName.isBlank() || outputName == null || outputName.isBlank()) {
      throw new IllegalArgumentException("an image model needs an input and an output name");
    }
    if (settings == null) {
      throw new IllegalArgumentException("an image engine needs settings");
    }
    if ((long) CHANNELS * width * height > Integer.MAX_VALUE / Float.BYTES / batch) {
      throw new IllegalArgumentException(
          "a batch of " + batch + " pictures of " + width + "x" + height + " exceeds 2 GiB");
    }
  }

  /** Options with the settings of this process. */
  public ImageOptions(
      int threads, String inputName, String outputName, int width, int height, int batch) {
    this(threads, inputName, outputName, width, height, batch, ImageSettings.ofThisProcess());
  }

  /** The same with other settings. */
  public ImageOptions with(ImageSettings other) {
    return new ImageOptions(threads, inputName, outputName, width, height, batch, other);
  }

  /** Number of values of one picture: channels × height × width. */
  public int valuesPerPicture() {
    return CHANNELS * height * width;
  }
}
