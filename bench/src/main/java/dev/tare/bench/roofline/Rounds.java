package dev.tare.bench.roofline;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Times the same work again and again.
 *
 * @param least how long it is timed for at least
 * @param fewest rounds at least, whatever time they take, 1 or more
 * @param most rounds at most
 */
public record Rounds(Duration least, int fewest, int most) {
  /**
   * A quarter of a second: enough to see a change of a few percent. The extremes of {@code n}
   * rounds hold their median with a probability of {@code 1 - 2^(1 - n)}, and whether a machine
   * changed its speed is asked at {@code 1 - 0.01 / blocks}: 13 rounds do for 40 blocks, and 15 for
   * the 101 canaries of the longest run of two arms.
   */
  public static final Rounds STANDARD = new Rounds(Duration.ofMillis(250), 15, 50);

  private static volatile long consumed;

  /**
   * Times the work; for as many rounds and up to half as long, it is not timed but warmed up.
   *
   * @param work one round; what it returns is consumed
   * @param nanoTime the clock, ns
   * @return what each round took, ns, at least 1
   */
  public List<Double> time(LongSupplier work, LongSupplier nanoTime) {
    long warmUntilNs = nanoTime.getAsLong() + least.toNanos() / 2;
    for (int i = 0; i < fewest || i < most && nanoTime.getAsLong() < warmUntilNs; i++) {
      consumed += work.getAsLong();
    }
    List<Double> times = new ArrayList<>();
    long startNs = nanoTime.getAsLong();
    long beforeNs = startNs;
    while (times.size() < fewest || times.size() < most && beforeNs - startNs < least.toNanos()) {
      consumed += work.getAsLong();
      long nowNs = nanoTime.getAsLong();
      times.add((double) Math.max(1, nowNs - beforeNs));
      beforeNs = nowNs;
    }
    return times;
  }
}
