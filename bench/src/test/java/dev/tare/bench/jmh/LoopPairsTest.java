package dev.tare.bench.jmh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tare.bench.engine.EngineException;
import dev.tare.bench.jmh.LoopHalf.Slice;
import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;

class LoopPairsTest {
  private double clockNs;

  /** Takes so long, and longer the later it is: a machine that slows down. */
  private LoopHalf half(double ns, int hash) {
    return operations -> {
      double elapsedNs = operations * ns * (1 + clockNs / 1e12);
      clockNs += elapsedNs;
      return new Slice(elapsedNs, hash);
    };
  }

  @Test
  void aSliceHasAsManyOperationsAsItTakesToBeLong() {
    assertEquals(6, new LoopPairs(half(10e6, 1), half(1e6, 1)).operations());
    assertEquals(1, new LoopPairs(half(1e9, 1), half(1e9, 1)).operations());
  }

  @Test
  void theRatioIsTheSpeedOfTheHarness() {
    LoopPairs pairs = new LoopPairs(half(50e6, 1), half(40e6, 1));
    for (int i = 0; i < 4; i++) {
      assertEquals(0.8, pairs.ratio(), 2e-5, "whichever is outside, drift cancels");
    }
  }

  @Test
  void halvesThatComputeSomethingElseAreNotCompared() {
    LoopPairs pairs = new LoopPairs(half(50e6, 1), half(50e6, 2));
    EngineException e = assertThrows(EngineException.class, pairs::ratio);
    assertTrue(e.getMessage().contains("must compute the same, got output hashes"));
  }

  @Test
  void theHashOfAnEmbeddingSeesEveryBit() {
    FloatBuffer one = FloatBuffer.wrap(new float[] {0.25f, 0.5f});
    FloatBuffer other = FloatBuffer.wrap(new float[] {0.25f, Math.nextUp(0.5f)});
    assertTrue(Slice.hash(0, one) != Slice.hash(0, other));
    assertEquals(2, one.remaining(), "the answer is not used up");
  }
}
