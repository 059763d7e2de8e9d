package dev.tare.bench.engine.onnx;

import dev.tare.fixtures.synth.VitShape;
import dev.tare.fixtures.synth.VitSynthesizer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** An image model that is small enough for tests, written once per test run. */
public final class TinyVit {
  private static final long SEED = 1;
  private static Path file;

  private TinyVit() {}

  /** The ONNX file. */
  public static synchronized Path file() {
    if (file == null) {
      try {
        Path folder = Files.createTempDirectory("tare-vit");
        file = folder.resolve("vit-tiny-FP32.onnx");
        VitSynthesizer.write(VitShape.named("vit-tiny").orElseThrow(), SEED, file, done -> {});
        // Deleted in reverse order of registration.
        folder.toFile().deleteOnExit();
        file.toFile().deleteOnExit();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return file;
  }
}
