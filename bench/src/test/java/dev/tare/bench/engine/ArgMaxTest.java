package dev.tare.bench.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ArgMaxTest {
  @Test
  void theLargestValueIsFoundWhereverItStands() {
    for (int length = 1; length <= 13; length++) {
      for (int place = 0; place < length; place++) {
        float[] values = new float[length];
        values[place] = 1;
        assertEquals(place, ArgMax.of(values, length), length + " values");
      }
    }
  }

  @Test
  void theLowestIndexWinsAmongEquals() {
    float[] values = {0, 3, 1, 3, 3, 0, 3};
    assertEquals(1, ArgMax.of(values, values.length));
    assertEquals(0, ArgMax.of(new float[9], 9));
  }

  @Test
  void valuesBehindTheLengthDoNotCount() {
    assertEquals(1, ArgMax.of(new float[] {1, 2, 9}, 2));
  }

  @Test
  void notANumberIsNeverTheLargest() {
    assertEquals(2, ArgMax.of(new float[] {Float.NaN, -5, -4, Float.NaN, -6, Float.NaN}, 6));
    assertEquals(0, ArgMax.of(new float[] {Float.NaN, Float.NaN}, 2));
  }

  @Test
  void itAgreesWithAPlainScanOnRandomValues() {
    Random random = new Random(7);
    for (int round = 0; round < 200; round++) {
      float[] values = new float[1 + random.nextInt(100)];
      for (int i = 0; i < values.length; i++) {
        values[i] = random.nextInt(20) - 10;
      }
      assertEquals(plainScan(values), ArgMax.of(values, values.length));
    }
  }

  private static int plainScan(float[] values) {
    int best = 0;
    for (int i = 1; i < values.length; i++) {
      if (values[i] > values[best]) {
        best = i;
      }
    }
    return best;
  }
}
