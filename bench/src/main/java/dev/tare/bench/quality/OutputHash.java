package dev.tare.bench.quality;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Reduces an output to a number that a double holds exactly: the first 48 bits of its SHA-256. A
 * faster kernel that computes something else changes it.
 */
public final class OutputHash {
  private static final int BYTES = 6;
  private static final int BITS_PER_BYTE = 8;
  private static final int BYTE = 0xFF;
  private static final int CHUNK_BYTES = 1 << 18;

  private OutputHash() {}

  /**
   * Hashes token ids, each as four bytes, big-endian.
   *
   * @param tokens the ids, in order
   * @return 0 to 2^48, exclusive; a whole number
   */
  public static double ofTokens(int[] tokens) {
    ByteBuffer bytes = ByteBuffer.allocate(tokens.length * Integer.BYTES);
    bytes.asIntBuffer().put(tokens);
    return first48Bits(bytes.array());
  }

  /**
   * Hashes text as UTF-8.
   *
   * @param text the text
   * @return 0 to 2^48, exclusive; a whole number
   */
  public static double ofText(String text) {
    return first48Bits(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Hashes the bits of floating-point values, big-endian.
   *
   * @param values the values, in order
   * @return 0 to 2^48, exclusive; a whole number
   */
  public static double ofFloats(float[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
    bytes.asFloatBuffer().put(values);
    return first48Bits(bytes.array());
  }

  /**
   * Hashes a file, whatever its size.
   *
   * @param file the file
   * @return 0 to 2^48, exclusive; a whole number
   * @throws IOException when it cannot be read
   */
  public static double ofFile(Path file) throws IOException {
    MessageDigest digest = sha256();
    try (InputStream in = Files.newInputStream(file)) {
      byte[] chunk = new byte[CHUNK_BYTES];
      for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
        digest.update(chunk, 0, read);
      }
    }
    return first48BitsOf(digest.digest());
  }

  private static double first48Bits(byte[] content) {
    return first48BitsOf(sha256().digest(content));
  }

  private static double first48BitsOf(byte[] digest) {
    long bits = 0;
    for (int i = 0; i < BYTES; i++) {
      bits = bits << BITS_PER_BYTE | digest[i] & BYTE;
    }
    return bits;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
