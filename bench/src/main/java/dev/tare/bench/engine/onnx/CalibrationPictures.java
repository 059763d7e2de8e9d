package dev.tare.bench.engine.onnx;

import dev.tare.bench.engine.EngineException;
import dev.tare.fixtures.IoReason;
import dev.tare.fixtures.image.FixtureImage;
import dev.tare.fixtures.image.FixtureImages;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/** The pictures that a model is calibrated on; each is decoded when it is its turn. */
public final class CalibrationPictures {
  private static final List<String> ENDINGS = List.of(".png", ".jpg", ".jpeg", ".bmp", ".gif");

  private final String description;
  private final List<Supplier<BufferedImage>> pictures;

  private CalibrationPictures(String description, List<Supplier<BufferedImage>> pictures) {
    this.description = description;
    this.pictures = List.copyOf(pictures);
  }

  /** The images that come with Tare, pages and pictures. */
  public static CalibrationPictures fixtures() {
    List<FixtureImage> all = FixtureImages.all();
    return new CalibrationPictures(
        all.size() + " fixture images", all.stream().map(CalibrationPictures::decoder).toList());
  }

  /**
   * The pictures in a folder, by name; not those in folders inside it.
   *
   * @throws EngineException when it cannot be read or there are none
   */
  public static CalibrationPictures in(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> pictures =
          files
              .filter(Files::isRegularFile)
              .filter(CalibrationPictures::isPicture)
              .sorted()
              .toList();
      if (pictures.isEmpty()) {
        throw new EngineException(folder + ": holds no pictures; put PNG or JPEG files there");
      }
      return new CalibrationPictures(
          pictures.size() + " images of " + folder,
          pictures.stream().map(CalibrationPictures::decoder).toList());
    } catch (IOException e) {
      throw new EngineException(
          folder + ": cannot be read (" + IoReason.of(e) + "); check the path", e);
    }
  }

  /** How many, and where from. */
  public String description() {
    return description;
  }

  /** The pictures, in the same order each time. */
  Stream<BufferedImage> decoded() {
    return pictures.stream().map(Supplier::get);
  }

  private static boolean isPicture(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return ENDINGS.stream().anyMatch(name::endsWith);
  }

  private static Supplier<BufferedImage> decoder(FixtureImage image) {
    return image::decode;
  }

  private static Supplier<BufferedImage> decoder(Path file) {
    return () -> {
      try {
        BufferedImage picture = ImageIO.read(file.toFile());
        if (picture == null) {
          throw new IOException("no picture that Java knows");
        }
        return picture;
      } catch (IOException | RuntimeException e) {
        throw new EngineException(
            file + ": cannot be decoded (" + e.getMessage() + "); remove or convert it", e);
      }
    };
  }
}
