package dev.tare.bench.quality;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddingCacheTest {
  private static final String KEY = "0123abcd";
  private static final Embeddings EMBEDDINGS =
      new Embeddings(List.of(new float[] {1.5f, -2f, 1e-30f}, new float[] {4f, 5f, 6f}));

  @TempDir private Path folder;

  @Test
  void whatWasComputedOnceIsReadTheNextTime() {
    EmbeddingCache cache = new EmbeddingCache(folder.resolve("new"));
    cache.get(KEY, () -> EMBEDDINGS);
    Embeddings kept =
        cache.get(
            KEY,
            () -> {
              throw new AssertionError("computed twice");
            });
    assertArrayEquals(EMBEDDINGS.vectors().get(0), kept.vectors().get(0));
    assertArrayEquals(EMBEDDINGS.vectors().get(1), kept.vectors().get(1));
  }

  @Test
  void anotherKeyIsComputedAnew() {
    EmbeddingCache cache = new EmbeddingCache(folder);
    cache.write(KEY, EMBEDDINGS);
    assertTrue(cache.read("ffff").isEmpty());
  }

  @Test
  void aDamagedOrTruncatedFileCountsAsNone() throws IOException {
    EmbeddingCache cache = new EmbeddingCache(folder);
    cache.write(KEY, EMBEDDINGS);
    Path file = folder.resolve(KEY + ".embeddings");
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertTrue(cache.read(KEY).isEmpty(), "length " + length);
    }
    for (int place = 0; place < whole.length; place++) {
      byte[] damaged = whole.clone();
      damaged[place] ^= 0x40;
      Files.write(file, damaged);
      assertTrue(cache.read(KEY).isEmpty(), "byte " + place);
    }
    Files.write(file, whole);
    assertEquals(2, cache.read(KEY).orElseThrow().count());
  }

  @Test
  void nothingButTheFileStaysBehind() throws IOException {
    new EmbeddingCache(folder).write(KEY, EMBEDDINGS);
    try (var files = Files.list(folder)) {
      assertEquals(1, files.count());
    }
  }

  /** Two people may share a cache folder. */
  @Test
  void whoMayReadFilesOfThisProcessMayReadTheCache() throws IOException {
    assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("posix"));
    new EmbeddingCache(folder).write(KEY, EMBEDDINGS);
    Path plain = Files.writeString(folder.resolve("plain"), "");
    assertEquals(
        Files.getPosixFilePermissions(plain),
        Files.getPosixFilePermissions(folder.resolve(KEY + ".embeddings")));
  }

  @Test
  void aFolderThatCannotBeMadeCostsOnlyTheComputation() throws IOException {
    Path blocked = Files.writeString(folder.resolve("file"), "").resolve("below");
    assertEquals(2, new EmbeddingCache(blocked).get(KEY, () -> EMBEDDINGS).count());
  }

  @Test
  void aKeyIsNoPath() {
    EmbeddingCache cache = new EmbeddingCache(folder);
    assertThrows(IllegalArgumentException.class, () -> cache.read("../" + KEY));
  }
}
