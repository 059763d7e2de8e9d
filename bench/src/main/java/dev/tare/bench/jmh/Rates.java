package dev.tare.bench.jmh;

/** Rates from counts and times. */
final class Rates {
  private static final double NS_PER_SECOND = 1e9;

  private Rates() {}

  /** Events per second; NaN when no time passed. */
  static double perSecond(long events, long elapsedNs) {
    return elapsedNs > 0 ? events * NS_PER_SECOND / elapsedNs : Double.NaN;
  }
}
