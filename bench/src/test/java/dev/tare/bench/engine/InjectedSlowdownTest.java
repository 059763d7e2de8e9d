package dev.tare.bench.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InjectedSlowdownTest {
  @AfterEach
  void clear() {
    System.clearProperty(InjectedSlowdown.PROPERTY);
  }

  @Test
  void withoutThePropertyTheEngineIsItself() {
    TextEngine engine = new FakeTextEngine(8);
    assertSame(engine, InjectedSlowdown.around(engine));
  }

  @Test
  void theEngineAnswersTheSameAndTakesItsShareLonger() {
    System.setProperty(InjectedSlowdown.PROPERTY, "100");
    TextEngine plain = new FakeTextEngine(8);
    TextEngine slowed = InjectedSlowdown.around(new FakeTextEngine(8));
    assertEquals(plain.prefill(new int[] {1, 2}), slowed.prefill(new int[] {1, 2}));
    assertEquals(plain.decode(3), slowed.decode(3));
    assertEquals(plain.depth(), slowed.depth());
    InjectedSlowdown slowdown = InjectedSlowdown.ofThisProcess().orElseThrow();
    long start = System.nanoTime();
    long half = start;
    while (half < start + 1_000_000) {
      half = System.nanoTime();
    }
    slowdown.after(start);
    assertTrue(System.nanoTime() - start >= 2_000_000);
  }

  @Test
  void whatIsNoPercentageIsRefused() {
    for (String bad : new String[] {"0", "-3", "x", "NaN", "1001"}) {
      System.setProperty(InjectedSlowdown.PROPERTY, bad);
      assertThrows(EngineException.class, InjectedSlowdown::ofThisProcess, bad);
    }
  }
}
