package dev.tare.results.history;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;

/**
 * One length of the scan's windows: how they follow each other, and what stands out in them.
 *
 * <p>The chance that a split stands out is not the same for all windows. A long one has more splits
 * to choose from, and what only long ones show can wait, so the chance falls with the square of the
 * length beyond {@value #FULL_CHANCE_UP_TO} runs. And as long as a series is too short for most
 * lengths, those that fit share what all of them will need (the idea of K. K. G. Lan and D. L.
 * DeMets, "Discrete Sequential Boundaries for Clinical Trials", Biometrika 70, 1983: the chance of
 * an error is spent over time by a plan made beforehand). What stands out in a window depends on
 * its length, its place and its own runs, and on nothing that comes later.
 */
final class ScanLength {
  private static final int SHORTEST = 20;
  private static final int LONGEST = 1_000;
  private static final int EVERY_RUN_UP_TO = 160;
  private static final int FULL_CHANCE_UP_TO = 80;
  private static final int PARTS = 16;

  private static final int[] SIZES =
      IntStream.iterate(0, i -> i + 1)
          .map(i -> (int) Math.round(SHORTEST * Math.pow(2, i / 2.0)))
          .takeWhile(size -> size <= LONGEST)
          .toArray();

  private final int size;
  private final int shift;
  private final double alpha;
  private final AtomicReferenceArray<double[]> reciprocals =
      new AtomicReferenceArray<>(SIZES.length + 1);

  private ScanLength(int size, double alpha) {
    this.size = size;
    this.shift = size <= EVERY_RUN_UP_TO ? 1 : size / PARTS;
    this.alpha = alpha;
  }

  /**
   * Every length, the shortest first; each is greater by the square root of 2. Short windows end at
   * every run, so that a step is known as soon as it can be; longer ones are for small steps, which
   * take many runs anyway.
   *
   * @param alpha chance that one split of a window of up to {@value #FULL_CHANCE_UP_TO} runs stands
   *     out although nothing changed, once the series is long enough for every length
   */
  static List<ScanLength> all(double alpha) {
    List<ScanLength> lengths = new ArrayList<>();
    for (int size : SIZES) {
      lengths.add(new ScanLength(size, alpha));
    }
    return List.copyOf(lengths);
  }

  /** Runs in a window. */
  int size() {
    return size;
  }

  /** Runs from one window to the next. */
  int shift() {
    return shift;
  }

  /**
   * As {@link CriticalSums#reciprocals}, counted when first needed.
   *
   * @param runs number of the series' runs up to the window's last
   */
  double[] reciprocals(int runs) {
    int fitting = fitting(runs);
    double[] counted = reciprocals.get(fitting);
    if (counted == null) {
      double chance = alpha * chance(size) * chances(SIZES.length) / chances(fitting);
      counted =
          CriticalSums.reciprocals(size, shift == 1 ? RankedSegments.LEAST_SIDE : shift, chance);
      reciprocals.set(fitting, counted);
    }
    return counted;
  }

  /** How many lengths are no longer than that. */
  private static int fitting(int runs) {
    int fitting = SIZES.length;
    while (fitting > 0 && SIZES[fitting - 1] > runs) {
      fitting--;
    }
    return fitting;
  }

  private static double chance(int size) {
    double part = Math.min(1, (double) FULL_CHANCE_UP_TO / size);
    return part * part;
  }

  private static double chances(int lengths) {
    return IntStream.range(0, lengths).mapToDouble(i -> chance(SIZES[i])).sum();
  }
}
