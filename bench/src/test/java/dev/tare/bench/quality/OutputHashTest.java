package dev.tare.bench.quality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputHashTest {
  /** Expected value: printf '\\0\\0\\0\\1\\0\\0\\0\\2' | sha256sum | cut -c1-12. */
  @Test
  void tokensAreHashedAsBigEndianIntegers() {
    assertEquals((double) 0x0f585dd518edL, OutputHash.ofTokens(new int[] {1, 2}));
  }

  /** Expected value: printf Befund | sha256sum | cut -c1-12. */
  @Test
  void textIsHashedAsUtf8() {
    assertEquals((double) 0x868fe9d309b8L, OutputHash.ofText("Befund"));
  }

  /** Expected value: printf '\\x3f\\x80\\0\\0' | sha256sum | cut -c1-12. */
  @Test
  void floatsAreHashedByTheirBits() {
    assertEquals((double) 0xde620abd6d36L, OutputHash.ofFloats(new float[] {1}));
    assertNotEquals(OutputHash.ofFloats(new float[] {0f}), OutputHash.ofFloats(new float[] {-0f}));
  }

  @Test
  void aFileIsHashedByItsBytes(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("f"), "Befund");
    assertEquals(OutputHash.ofText("Befund"), OutputHash.ofFile(file));
    Files.write(file, new byte[1 << 20]);
    assertEquals(OutputHash.ofText("\0".repeat(1 << 20)), OutputHash.ofFile(file));
  }

  @Test
  void aHashIsAWholeNumberThatADoubleHoldsExactly() {
    double hash = OutputHash.ofText("x");
    assertEquals(hash, (double) (long) hash);
    assertEquals(0, (long) hash >>> 48);
  }
}
