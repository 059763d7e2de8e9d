package dev.tare.bench.engine.llama;

import dev.tare.fixtures.synth.GemmaShape;
import dev.tare.fixtures.synth.GemmaSynthesizer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A Gemma 3 model that is small enough for tests, written once per test run. */
public final class TinyGemma {
  private static Path file;

  private TinyGemma() {}

  /** The GGUF file. */
  public static synchronized Path file() {
    if (file == null) {
      try {
        Path folder = Files.createTempDirectory("tare-gemma");
        file = folder.resolve("gemma3-tiny-F16.gguf");
        GemmaSynthesizer.write(
            GemmaShape.GEMMA3_TINY, GemmaSynthesizer.DEFAULT_SEED, file, done -> {});
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
