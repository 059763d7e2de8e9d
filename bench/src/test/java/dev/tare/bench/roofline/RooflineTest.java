package dev.tare.bench.roofline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class RooflineTest {
  @Test
  void everyNumberOfEveryThreadIsRead() {
    try (ReadBandwidth memory = new ReadBandwidth(3, 1 << 20)) {
      assertEquals(3 << 20, memory.bytes());
      long numbers = (1 << 20) / Long.BYTES;
      assertEquals(numbers * (1 + 2 + 3), memory.read());
    }
  }

  @Test
  void theOperationsAreAllDone() {
    try (MultiplyAdds one = new MultiplyAdds(1);
        MultiplyAdds two = new MultiplyAdds(2)) {
      assertEquals(2 * one.operations(), two.operations());
      // x → 0.999 x + 0.001 has reached its fixed point after some ten thousand steps.
      assertEquals(1.0, Float.intBitsToFloat((int) one.work()), 1e-3);
    }
  }

  @Test
  void arithmeticIsFasterThanOneOperationPerNanosecond() {
    try (MultiplyAdds work = new MultiplyAdds(1)) {
      long bestNs = Long.MAX_VALUE;
      for (int i = 0; i < 40; i++) {
        long start = System.nanoTime();
        work.work();
        bestNs = Math.min(bestNs, System.nanoTime() - start);
      }
      double perNanosecond = (double) work.operations() / bestNs;
      // One vector unit of 128 bits at 1 GHz does eight.
      assertTrue(perNanosecond > 1, perNanosecond + " operations per nanosecond");
    }
  }

  @Test
  void noThreadsAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new MultiplyAdds(0));
  }
}
