package dev.tare.bench.roofline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class RooflineTest {
  @Test
  void everyCacheLineOfEveryThreadIsRead() {
    try (ReadBandwidth memory = new ReadBandwidth(3, 1 << 20)) {
      assertEquals(3 << 20, memory.bytes());
      long lines = (1 << 20) / 64;
      assertEquals(lines * (1 + 2 + 3), memory.read());
    }
  }

  @Test
  void whatIsReadIsFarBeyondTheCaches() {
    long mib = 1L << 20;
    assertEquals(384 * mib, ReadBandwidth.bytesPerThread(1, 32 * mib));
    assertEquals(192 * mib, ReadBandwidth.bytesPerThread(2, 32 * mib));
    assertEquals(64 * mib, ReadBandwidth.bytesPerThread(96, 32 * mib));
    assertEquals(1008 * mib, ReadBandwidth.bytesPerThread(1, 504 * mib));
    assertEquals(64 * mib, ReadBandwidth.bytesPerThread(128, 504 * mib));
  }

  @Test
  void roundsAreTimedAfterWarmingUpAndStopInTime() {
    AtomicLong clock = new AtomicLong();
    AtomicLong done = new AtomicLong();
    Rounds rounds = new Rounds(Duration.ofNanos(1000), 3, 8);

    List<Double> slow =
        rounds.time(() -> clock.addAndGet(600) + done.incrementAndGet(), clock::get);
    assertEquals(List.of(600.0, 600.0, 600.0), slow);
    assertEquals(6, done.get());

    List<Double> fast = rounds.time(() -> clock.addAndGet(10), clock::get);
    assertEquals(8, fast.size());
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
  void everyRoundOfAPartIsDoneByTheThreadThatMadeIt() {
    int threads = 4;
    long[] made = new long[threads];
    AtomicLong strangers = new AtomicLong();
    try (Workers workers = new Workers(threads)) {
      workers.round(number -> made[number] = Thread.currentThread().getId());
      for (int round = 0; round < 100; round++) {
        int slow = round % threads;
        workers.round(number -> late(number == slow, made[number], strangers));
      }
    }
    assertEquals(threads, Arrays.stream(made).distinct().count());
    assertEquals(0, strangers.get());
  }

  /** Uneven work: whoever is done first would take the next piece of a common heap. */
  private static long late(boolean slow, long maker, AtomicLong strangers) {
    if (Thread.currentThread().getId() != maker) {
      strangers.incrementAndGet();
    }
    if (slow) {
      LockSupport.parkNanos(1_000_000);
    }
    return 0;
  }

  @Test
  void aSurveyHasRoundsEnoughToTellDriftInTheLongestRunOfTwoArms() {
    double miss = Math.pow(2, 1 - Rounds.STANDARD.fewest());
    assertTrue(miss <= 0.01 / 101, "the extremes miss the median with " + miss);
  }

  @Test
  void noThreadsAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new MultiplyAdds(0));
  }
}
