package dev.tare.results.latency;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Collection;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;

/**
 * The latencies of many operations, as a document keeps them: an HdrHistogram from 1 ns to {@link
 * #HIGHEST_NS} with {@link #DIGITS} significant digits, in the library's own compressed form (V2)
 * as base64. Any port of HdrHistogram reads it.
 *
 * @param encoded the stored form; it may come from a stranger
 */
public record LatencyHistogram(String encoded) implements Serializable {
  /** The longest latency told apart: ten minutes. */
  public static final long HIGHEST_NS = 600_000_000_000L;

  /** Significant decimal digits of a latency. */
  public static final int DIGITS = 3;

  private static final long serialVersionUID = 1;

  /**
   * Checks the whole stored form, in time and memory bounded by its length.
   *
   * @throws IllegalArgumentException when it is damaged, empty, or of another range or precision
   */
  public LatencyHistogram {
    StoredHistogram.check(encoded);
  }

  /** A histogram of this range and precision without a latency. */
  public static Histogram empty() {
    return new Histogram(HIGHEST_NS, DIGITS);
  }

  /**
   * Stores a histogram.
   *
   * @param histogram made by {@link #empty()}, with one latency or more
   * @throws IllegalArgumentException when it is empty or of another range or precision
   */
  public static LatencyHistogram of(Histogram histogram) {
    ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
    int length = histogram.encodeIntoCompressedByteBuffer(buffer);
    buffer.position(0).limit(length);
    ByteBuffer text = Base64.getEncoder().encode(buffer);
    return new LatencyHistogram(new String(text.array(), 0, text.limit(), US_ASCII));
  }

  /** The histogram. */
  public Histogram decoded() {
    try {
      byte[] bytes = Base64.getDecoder().decode(encoded);
      return Histogram.decodeFromCompressedByteBuffer(ByteBuffer.wrap(bytes), 0);
    } catch (DataFormatException e) {
      throw new IllegalStateException("a checked histogram can be decoded", e);
    }
  }

  /**
   * All latencies of several histograms.
   *
   * @param parts none or more
   */
  public static Histogram merged(Collection<LatencyHistogram> parts) {
    Histogram all = empty();
    parts.forEach(part -> all.add(part.decoded()));
    return all;
  }
}
