package dev.tare.bench.quality;

import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;

/**
 * Keeps a reference's embeddings between processes, so that each fork computes its own variant's
 * only. A file that is damaged or cannot be written costs a computation, nothing else.
 */
public final class EmbeddingCache {
  private static final int MAGIC = 0x54454D42;
  private static final int HEADER_BYTES = 3 * Integer.BYTES;
  private static final int MAX_VECTORS = 1 << 16;
  private static final int MAX_SIZE = 1 << 20;
  private static final long MAX_VALUES = 1L << 26;

  private final Path folder;

  /**
   * Keeps the files in a folder, which is made when needed.
   *
   * @param folder the folder
   */
  public EmbeddingCache(Path folder) {
    this.folder = folder;
  }

  /**
   * Reads embeddings, or computes and keeps them.
   *
   * @param key names everything that decides the embeddings: hex digits
   * @param compute computes them when they are not there
   * @return the embeddings
   */
  public Embeddings get(String key, Supplier<Embeddings> compute) {
    Optional<Embeddings> kept = read(key);
    if (kept.isPresent()) {
      return kept.get();
    }
    Embeddings computed = compute.get();
    write(key, computed);
    return computed;
  }

  /**
   * Reads embeddings.
   *
   * @param key as in {@link #get}
   * @return empty when there are none or the file is damaged
   */
  public Optional<Embeddings> read(String key) {
    Path file = file(key);
    try {
      return Files.size(file) > MAX_VALUES * Float.BYTES + HEADER_BYTES + Long.BYTES
          ? Optional.empty()
          : parse(Files.readAllBytes(file));
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<Embeddings> parse(byte[] content) throws IOException {
    if (content.length < HEADER_BYTES + Long.BYTES) {
      return Optional.empty();
    }
    int bodyLength = content.length - Long.BYTES;
    CRC32C sum = new CRC32C();
    sum.update(content, 0, bodyLength);
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(content));
    if (in.readInt() != MAGIC) {
      return Optional.empty();
    }
    int count = in.readInt();
    int size = in.readInt();
    if (!plausible(count, size) || bodyLength != HEADER_BYTES + (long) count * size * Float.BYTES) {
      return Optional.empty();
    }
    List<float[]> vectors = readVectors(in, count, size);
    return in.readLong() == sum.getValue()
        ? Optional.of(new Embeddings(vectors))
        : Optional.empty();
  }

  private static boolean plausible(int count, int size) {
    return count > 0
        && count <= MAX_VECTORS
        && size > 0
        && size <= MAX_SIZE
        && (long) count * size <= MAX_VALUES;
  }

  private static List<float[]> readVectors(DataInputStream in, int count, int size)
      throws IOException {
    List<float[]> vectors = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      float[] vector = new float[size];
      for (int j = 0; j < size; j++) {
        vector[j] = in.readFloat();
      }
      vectors.add(vector);
    }
    return vectors;
  }

  /**
   * Keeps embeddings; does nothing when the folder cannot be written.
   *
   * @param key as in {@link #get}
   * @param embeddings what to keep
   */
  public void write(String key, Embeddings embeddings) {
    try {
      Files.createDirectories(folder);
      // Not a temporary file of Java's, which others who share the cache could not read.
      Path temporary = folder.resolve("." + key + "." + UUID.randomUUID() + ".tmp");
      try {
        writeTo(temporary, embeddings);
        Files.move(temporary, file(key), StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(temporary);
      }
    } catch (IOException e) {
      // The cache only saves time; the embeddings are at hand.
      return;
    }
  }

  private static void writeTo(Path file, Embeddings embeddings) throws IOException {
    CRC32C sum = new CRC32C();
    try (DataOutputStream out =
        new DataOutputStream(
            new CheckedOutputStream(new BufferedOutputStream(Files.newOutputStream(file)), sum))) {
      out.writeInt(MAGIC);
      out.writeInt(embeddings.count());
      out.writeInt(embeddings.size());
      for (float[] vector : embeddings.vectors()) {
        for (float value : vector) {
          out.writeFloat(value);
        }
      }
      out.writeLong(sum.getValue());
    }
  }

  private Path file(String key) {
    if (!key.matches("[0-9a-f]{1,64}")) {
      throw new IllegalArgumentException("a cache key is 1 to 64 hex digits, got " + key);
    }
    return folder.resolve(key + ".embeddings");
  }
}
