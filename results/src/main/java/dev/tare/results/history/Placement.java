package dev.tare.results.history;

/**
 * Where exactly a step lies, once it is known that there is one: at the split that leaves the least
 * sum of absolute distances from the two levels (J. Bai, "Least Absolute Deviation Estimation of a
 * Shift", Econometric Theory 11, 1995). Rank sums would draw a run that happens to be the last of
 * the old level and its nearest to the new one across, however far apart the levels are.
 */
final class Placement {
  private static final int LEAST_SIDE = RankedSegments.LEAST_SIDE;

  private final double[] values;
  private final int[] steps;

  private Placement(double[] values, int[] steps) {
    this.values = values;
    this.steps = steps;
  }

  /**
   * Moves each step to its best place between its neighbours.
   *
   * @param values by time
   * @param steps index of the first run behind each step, ascending; every segment has {@value
   *     RankedSegments#LEAST_SIDE} runs or more
   * @return the same number of steps
   */
  static int[] placed(double[] values, int... steps) {
    Placement placement = new Placement(values, steps.clone());
    for (int i = 0; i < steps.length; i++) {
      placement.place(i);
    }
    return placement.steps;
  }

  private void place(int i) {
    int from = i == 0 ? 0 : steps[i - 1];
    int to = i == steps.length - 1 ? values.length : steps[i + 1];
    double before = Ramp.median(values, from, steps[i]);
    double after = Ramp.median(values, steps[i], to);
    double sum = 0;
    double best = Double.POSITIVE_INFINITY;
    for (int k = from; k <= to - LEAST_SIDE; k++) {
      if (k >= from + LEAST_SIDE && sum < best) {
        best = sum;
        steps[i] = k;
      }
      sum += Math.abs(values[k] - before) - Math.abs(values[k] - after);
    }
  }
}
