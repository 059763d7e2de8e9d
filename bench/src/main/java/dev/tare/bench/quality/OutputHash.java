package dev.tare.bench.quality;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
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

  private static double first48Bits(byte[] content) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
      long bits = 0;
      for (int i = 0; i < BYTES; i++) {
        bits = bits << BITS_PER_BYTE | digest[i] & BYTE;
      }
      return bits;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
