package dev.tare.results.latency;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Checks HdrHistogram's compressed V2 form before the library reads it: the library allocates
 * whatever the header asks for, and takes negative counts. The layout: a cookie and the length of
 * the deflated rest; in it a cookie, the length of the counts, five fields of configuration, and
 * the counts as ZigZag LEB128 numbers, a negative one being a run of zeros.
 */
final class StoredHistogram {
  private static final int COMPRESSED_COOKIE = 0x1c849314;
  private static final int COOKIE = 0x1c849313;
  private static final int HEADER_BYTES = 40;
  private static final int LONGEST_NUMBER = 9;
  private static final double NO_CONVERSION = 1.0;

  /** More latencies than any run has; their sum stays far from the range of a long. */
  private static final long MOST_LATENCIES = 1L << 48;

  /** Slots of the counts: 2048 below 2048 ns, then 1024 for each further doubling. */
  private static final int SLOTS =
      2048 + 1024 * (64 - 11 - Long.numberOfLeadingZeros(LatencyHistogram.HIGHEST_NS));

  private static final int MOST_BYTES = HEADER_BYTES + LONGEST_NUMBER * SLOTS;
  private static final int MOST_CHARACTERS = 2 * MOST_BYTES;

  /** A document may hold thousands, hardly one of which is larger. */
  private static final int USUAL_BYTES = 1 << 12;

  private static final int GROWTH = 8;

  private StoredHistogram() {}

  static void check(String encoded) {
    if (encoded == null || encoded.length() > MOST_CHARACTERS) {
      throw damaged(encoded == null ? "missing" : encoded.length() + " characters are too many");
    }
    try {
      ByteBuffer content = inflated(ByteBuffer.wrap(Base64.getDecoder().decode(encoded)));
      checkHeader(content);
      checkCounts(content);
    } catch (BufferUnderflowException e) {
      throw damaged("it ends early");
    } catch (DataFormatException e) {
      throw damaged("its content is not deflated data");
    } catch (IllegalArgumentException e) {
      throw e.getMessage().startsWith("histogram") ? e : damaged("not base64");
    }
  }

  private static ByteBuffer inflated(ByteBuffer stored) throws DataFormatException {
    require(stored.getInt() == COMPRESSED_COOKIE, "not HdrHistogram's compressed form, version 2");
    require(stored.getInt() == stored.remaining(), "its length is not the stated one");
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(stored);
      byte[] content = new byte[USUAL_BYTES];
      int length = inflater.inflate(content);
      while (!inflater.finished() && length == content.length && length < MOST_BYTES) {
        content = Arrays.copyOf(content, Math.min(MOST_BYTES, GROWTH * length));
        length += inflater.inflate(content, length, content.length - length);
      }
      require(inflater.finished(), length == MOST_BYTES ? "it is too large" : "it ends early");
      return ByteBuffer.wrap(content, 0, length);
    } finally {
      inflater.end();
    }
  }

  private static void checkHeader(ByteBuffer content) {
    require(content.getInt() == COOKIE, "its content is not of version 2");
    int counts = content.getInt();
    boolean known =
        content.getInt() == 0
            & content.getInt() == LatencyHistogram.DIGITS
            & content.getLong() == 1
            & content.getLong() == LatencyHistogram.HIGHEST_NS
            & content.getDouble() == NO_CONVERSION;
    require(known, "not of 1 ns to ten minutes with three digits");
    require(counts == content.remaining(), "its length is not the stated one");
  }

  private static void checkCounts(ByteBuffer content) {
    long slot = 0;
    long latencies = 0;
    while (content.hasRemaining()) {
      long number = number(content);
      require(number >= -SLOTS && number <= MOST_LATENCIES, "a count of " + number);
      slot += number < 0 ? -number : 1;
      latencies += Math.max(0, number);
      require(slot <= SLOTS, "it has more slots than the range");
      require(latencies <= MOST_LATENCIES, "it has too many latencies");
    }
    require(latencies > 0, "it is empty");
  }

  /** ZigZag LEB128 of at most nine bytes, the ninth with all its eight bits. */
  private static long number(ByteBuffer content) {
    long value = 0;
    for (int i = 0; i < LONGEST_NUMBER; i++) {
      long part = content.get();
      boolean last = part >= 0 || i == LONGEST_NUMBER - 1;
      long bits = i == LONGEST_NUMBER - 1 ? part & 0xff : part & 0x7f;
      value |= bits << (7 * i);
      if (last) {
        break;
      }
    }
    return (value >>> 1) ^ -(value & 1);
  }

  private static void require(boolean holds, String problem) {
    if (!holds) {
      throw damaged(problem);
    }
  }

  private static IllegalArgumentException damaged(String problem) {
    return new IllegalArgumentException("histogram: " + problem);
  }
}
