package dev.tare.bench.jmh;

import dev.tare.bench.engine.EngineException;
import dev.tare.bench.engine.ForkArguments;
import dev.tare.bench.engine.onnx.OnnxRuntime;
import dev.tare.bench.quality.EmbeddingCache;
import dev.tare.bench.quality.Embeddings;
import dev.tare.fixtures.CacheFolder;
import dev.tare.fixtures.document.Document;
import dev.tare.fixtures.document.Documents;
import dev.tare.fixtures.ggml.CompanionLibraries;
import dev.tare.fixtures.ggml.LlamaLibrary;
import dev.tare.fixtures.image.FixtureImages;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** The embeddings of a family's reference, kept in the cache folder between forks. */
final class ReferenceEmbeddings {
  /** Changes when the way fixtures are embedded changes, so that no old embeddings are used. */
  private static final String METHOD = "1";

  private static final int KEY_BYTES = 16;

  private final EmbeddingCache cache =
      new EmbeddingCache(CacheFolder.resolve().resolve("embeddings"));
  private final ModelUnderTest reference;
  private final Optional<Path> otherLibrary;
  private final String key;

  /**
   * Names the embeddings of a reference on this machine.
   *
   * @param reference the family's reference
   * @throws EngineException when its file is missing
   */
  ReferenceEmbeddings(ModelUnderTest reference) {
    this.reference = reference;
    this.otherLibrary = reference.isText() ? otherLibrary() : Optional.empty();
    this.key = key(reference);
  }

  /**
   * The library that computes the reference, when this process tries another: by its own reference
   * a library would always be faithful, whatever it computes.
   */
  private static Optional<Path> otherLibrary() {
    return Optional.ofNullable(System.getProperty(ForkArguments.REFERENCE_LIBRARY))
        .map(Path::of)
        .filter(file -> !identity(file).equals(identity(LlamaLibrary.file())));
  }

  /** Whether this process computes as the reference is computed. */
  boolean isOfThisProcess() {
    return otherLibrary.isEmpty();
  }

  /** What is kept already. */
  Optional<Embeddings> kept() {
    return cache.read(key);
  }

  /** Keeps what the reference computed. */
  void keep(Embeddings embeddings) {
    cache.write(key, embeddings);
  }

  /** What is kept, else what the reference computes now. */
  Embeddings get(int threads) {
    return cache.get(
        key,
        () -> otherLibrary.map(file -> elsewhere(file, threads)).orElseGet(() -> here(threads)));
  }

  private Embeddings here(int threads) {
    try (FixtureEmbedder embedder = FixtureEmbedder.openUsual(reference, threads)) {
      return embedder.embedAll();
    }
  }

  private Embeddings elsewhere(Path library, int threads) {
    ReferenceProcess.run(reference, library, threads);
    return kept()
        .orElseThrow(
            () ->
                new EngineException(
                    "the reference's embeddings cannot be kept in "
                        + CacheFolder.resolve()
                        + "; make it writable"));
  }

  private String key(ModelUnderTest reference) {
    Path file = reference.variant().file();
    StringBuilder text = new StringBuilder(METHOD);
    try {
      text.append('\0').append(file.toRealPath());
      text.append('\0').append(Files.size(file));
      text.append('\0').append(Files.getLastModifiedTime(file).toMillis());
    } catch (IOException e) {
      throw new EngineException(file + ": cannot be read; check the path", e);
    }
    text.append('\0').append(reference.variant().image());
    text.append('\0').append(reference.isText() ? textSide() : imageSide());
    return sha256(text.toString());
  }

  private String textSide() {
    StringBuilder text = new StringBuilder(identity(otherLibrary.orElseGet(LlamaLibrary::file)));
    for (Document document : Documents.all()) {
      text.append('\0').append(document.text());
    }
    return text.toString();
  }

  private static String identity(Path library) {
    return LlamaLibrary.sha256(library)
        + CompanionLibraries.identityUnloaded(library).map(hash -> "+" + hash).orElse("");
  }

  private static String imageSide() {
    return OnnxRuntime.version() + '\0' + FixtureImages.contentSha256();
  }

  private static String sha256(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, KEY_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
