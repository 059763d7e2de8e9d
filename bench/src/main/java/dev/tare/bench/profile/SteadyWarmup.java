package dev.tare.bench.profile;

import dev.tare.results.run.Warmup;
import dev.tare.results.run.WarmupEnd;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Repeats the operation that a fork is about to measure until its times are steady ({@link
 * SteadyState}), or until a limit of time has passed. It belongs in a {@code @Setup(Level.Trial)},
 * so that JMH needs no warm-up iterations of its own: those are of fixed length, and a slow model
 * gets one operation out of them where a quick one gets hundreds. The first operation of a fork,
 * which pages the model in, should come before.
 */
public final class SteadyWarmup {
  /** The limit where nothing else is said, as with plain JMH. */
  static final Duration USUAL_LIMIT = Duration.ofSeconds(3);

  /** Short operations are judged by the mean of as many as fill this time. */
  private static final long UNIT_NS = 20_000_000;

  private static final String PROPERTY = "tare.warmupLimitMs";

  private final long limitNs;
  private final LongSupplier nanoTime;
  private final SteadyState state = new SteadyState();
  private int operations;

  SteadyWarmup(Duration limit, LongSupplier nanoTime) {
    this.limitNs = limit.toNanos();
    this.nanoTime = nanoTime;
  }

  /** The argument of a fork's JVM that sets the limit. */
  public static String argument(Duration limit) {
    return "-D" + PROPERTY + "=" + limit.toMillis();
  }

  /**
   * Warms this fork up and keeps how that ended for the document.
   *
   * @param operation runs the operation once and says how long its measured part took, ns
   */
  public static void untilSteady(LongSupplier operation) {
    Duration limit = Duration.ofMillis(Long.getLong(PROPERTY, USUAL_LIMIT.toMillis()));
    ForkMetrics.warmedUp(new SteadyWarmup(limit, System::nanoTime).run(operation));
  }

  /** Runs the operation once at least. */
  Warmup run(LongSupplier operation) {
    long startNs = nanoTime.getAsLong();
    long elapsedNs;
    do {
      state.add(unit(operation, startNs));
      elapsedNs = nanoTime.getAsLong() - startNs;
    } while (elapsedNs < limitNs && !state.isSteady());
    return new Warmup(end(), operations, elapsedNs);
  }

  private WarmupEnd end() {
    if (state.isSteady()) {
      return WarmupEnd.STEADY;
    }
    return state.isMoving()
        ? WarmupEnd.UNSTEADY
        : state.canTell() ? WarmupEnd.NOISY : WarmupEnd.SHORT;
  }

  private double unit(LongSupplier operation, long startNs) {
    long unitStartNs = nanoTime.getAsLong();
    long sumNs = 0;
    int count = 0;
    long nowNs;
    do {
      sumNs += operation.getAsLong();
      count++;
      nowNs = nanoTime.getAsLong();
    } while (nowNs - unitStartNs < UNIT_NS && nowNs - startNs < limitNs);
    operations += count;
    return (double) sumNs / count;
  }
}
