package dev.tare.results.latency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LatencyHistogramTest {
  private static final int COUNTS = 40;

  @Test
  void whatWasStoredIsDecodedUnchanged() {
    Random random = new Random(1);
    for (int i = 0; i < 200; i++) {
      Histogram histogram = LatencyHistogram.empty();
      int samples = 1 + random.nextInt(3000);
      for (int s = 0; s < samples; s++) {
        histogram.recordValue((long) Math.exp(random.nextDouble() * 27));
      }
      assertEquals(histogram, LatencyHistogram.of(histogram).decoded());
    }
  }

  @Test
  void theEndsOfTheRangeAreStored() {
    Histogram histogram = LatencyHistogram.empty();
    histogram.recordValue(0);
    histogram.recordValue(LatencyHistogram.HIGHEST_NS);
    histogram.recordValueWithCount(5, 1L << 40);
    assertEquals(histogram, LatencyHistogram.of(histogram).decoded());
  }

  @Test
  void mergingAddsEveryCount() {
    Histogram once = LatencyHistogram.empty();
    once.recordValueWithCount(1000, 3);
    Histogram twice = LatencyHistogram.empty();
    twice.recordValueWithCount(1000, 4);
    twice.recordValue(9_000_000);
    Histogram all =
        LatencyHistogram.merged(List.of(LatencyHistogram.of(once), LatencyHistogram.of(twice)));
    assertEquals(8, all.getTotalCount());
    assertEquals(7, all.getCountAtValue(1000));
    assertEquals(0, LatencyHistogram.merged(List.of()).getTotalCount());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "not base64!", "AAAA", "HISTFAAA", "HISTFAAAAAR42gMA"})
  void whatIsNoHistogramIsRefusedInOneLine(String text) {
    assertTrue(refusal(text).matches("histogram: [^\\n]+"), refusal(text));
  }

  @Test
  void aHugeTextIsRefusedBeforeItIsDecoded() {
    assertEquals("histogram: 900000 characters are too many", refusal("A".repeat(900_000)));
  }

  @Test
  void contentThatInflatesWithoutEndIsRefused() throws IOException {
    assertEquals("histogram: it is too large", refusal(packed(new byte[64 << 20])));
  }

  @Test
  void everyOtherRangeOrPrecisionIsRefused() throws IOException {
    String other = "histogram: not of 1 ns to ten minutes with three digits";
    assertEquals(other, refusal(packed(content().putInt(8, 1).array())));
    assertEquals(other, refusal(packed(content().putInt(12, 5).array())));
    assertEquals(other, refusal(packed(content().putLong(16, 0).array())));
    assertEquals(other, refusal(packed(content().putLong(24, Long.MAX_VALUE).array())));
    assertEquals(other, refusal(packed(content().putDouble(32, Double.NaN).array())));
  }

  @Test
  void aLengthThatIsNotItsOwnIsRefused() throws IOException {
    String expected = "histogram: its length is not the stated one";
    assertEquals(expected, refusal(packed(content().putInt(4, Integer.MAX_VALUE).array())));
    byte[] stored = Base64.getDecoder().decode(packed(content().array()));
    ByteBuffer.wrap(stored).putInt(4, 1 << 30);
    assertEquals(expected, refusal(Base64.getEncoder().encodeToString(stored)));
  }

  @Test
  void countsThatTheLibraryWouldTakeButNobodyCanHaveAreRefused() throws IOException {
    assertEquals("histogram: it is empty", refusal(counts(0)));
    assertEquals(
        "histogram: a count of -9223372036854775808",
        refusal(counts(-1, -1, -1, -1, -1, -1, -1, -1, -1)));
    assertTrue(
        refusal(counts(-2, -1, -1, -1, -1, -1, -1, -1, 0x7f)).startsWith("histogram: a count"));
    // 31,744 slots: a run of as many zeros, and one count behind it.
    assertEquals(
        "histogram: it has more slots than the range", refusal(counts(0xff, 0xef, 0x03, 2)));
    assertEquals("histogram: it ends early", refusal(counts(0x80)));
  }

  @Test
  void noDamageOfASingleByteEndsInAnythingButARefusal() throws IOException {
    Histogram histogram = LatencyHistogram.empty();
    for (int i = 1; i < 50; i++) {
      histogram.recordValueWithCount(i * 100_000L, i);
    }
    byte[] whole = unpacked(LatencyHistogram.of(histogram).encoded());
    for (int i = 0; i < whole.length; i++) {
      for (int value : new int[] {0, 1, 0x7f, 0x80, 0xff}) {
        byte[] damaged = whole.clone();
        damaged[i] = (byte) value;
        readOrRefuse(packed(damaged));
      }
    }
  }

  /** Whatever passes the check must be decoded by the library without a complaint. */
  private static void readOrRefuse(String text) {
    LatencyHistogram checked;
    try {
      checked = new LatencyHistogram(text);
    } catch (IllegalArgumentException e) {
      assertTrue(e.getMessage().startsWith("histogram: "), e.getMessage());
      return;
    }
    assertTrue(checked.decoded().getTotalCount() > 0);
  }

  private static String refusal(String text) {
    return assertThrows(IllegalArgumentException.class, () -> new LatencyHistogram(text))
        .getMessage();
  }

  private static ByteBuffer content() throws IOException {
    Histogram histogram = LatencyHistogram.empty();
    histogram.recordValueWithCount(700, 7);
    return ByteBuffer.wrap(unpacked(LatencyHistogram.of(histogram).encoded()));
  }

  /** The usual header with other counts. */
  private static String counts(int... bytes) throws IOException {
    ByteBuffer made = ByteBuffer.allocate(COUNTS + bytes.length);
    made.put(content().array(), 0, COUNTS).putInt(4, bytes.length);
    for (int value : bytes) {
      made.put((byte) value);
    }
    return packed(made.array());
  }

  private static byte[] unpacked(String text) throws IOException {
    byte[] stored = Base64.getDecoder().decode(text);
    try (var in =
        new InflaterInputStream(new java.io.ByteArrayInputStream(stored, 8, stored.length - 8))) {
      return in.readAllBytes();
    }
  }

  private static String packed(byte[] content) throws IOException {
    ByteArrayOutputStream deflated = new ByteArrayOutputStream();
    try (DeflaterOutputStream out = new DeflaterOutputStream(deflated)) {
      out.write(content);
    }
    ByteBuffer stored = ByteBuffer.allocate(8 + deflated.size());
    stored.putInt(0x1c849314).putInt(deflated.size()).put(deflated.toByteArray());
    return Base64.getEncoder().encodeToString(stored.array());
  }
}
