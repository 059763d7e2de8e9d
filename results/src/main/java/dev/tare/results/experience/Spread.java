package dev.tare.results.experience;

import java.util.ArrayList;
import java.util.List;

/**
 * How far runs lie from their level by chance.
 *
 * <p>A run whose own blocks differ more than usual says less: its value is taken for one with the
 * usual variance plus the excess of what its blocks show, and counts the less for it. The variance
 * is where it explains the weighted squares that it leads to (iterated, as in R. C. Paule and J.
 * Mandel, "Consensus values and weighting factors", Journal of Research of the National Bureau of
 * Standards 87, 1982), but the squares are divided by the sum of the weights, not by the number of
 * runs: with few blocks much of the excess is chance, and taking all of it for real would make the
 * variance too small.
 *
 * @param variance of one run around its level, usual blocks included
 * @param degreesOfFreedom how well it is known, 0 or more
 */
record Spread(double variance, double degreesOfFreedom) {
  private static final int ITERATIONS = 10;
  private static final double LEAST = 1e-12;

  /** Values of one stretch with the excess variance of each. */
  private record Part(double[] logs, double[] excess) {
    double weight(int i, double variance) {
      return variance / (variance + excess[i]);
    }

    double level(double variance) {
      double sum = 0;
      double weights = 0;
      for (int i = 0; i < logs.length; i++) {
        sum += weight(i, variance) * logs[i];
        weights += weight(i, variance);
      }
      return sum / weights;
    }
  }

  static Spread of(Column column) {
    List<Part> parts = new ArrayList<>();
    for (int[] stretch : column.stretches()) {
      double[] logs = column.logs(stretch);
      if (logs.length > 1) {
        parts.add(new Part(logs, column.excess(stretch)));
      }
    }
    int values = parts.stream().mapToInt(part -> part.logs().length).sum();
    return values == 0 ? new Spread(0, 0) : of(parts, 1 - parts.size() / (double) values);
  }

  private static Spread of(List<Part> parts, double free) {
    double variance = Double.MAX_VALUE / 2;
    double df = 0;
    for (int k = 0; k <= ITERATIONS; k++) {
      double squares = 0;
      double weights = 0;
      for (Part part : parts) {
        double level = part.level(variance);
        for (int i = 0; i < part.logs().length; i++) {
          double distance = part.logs()[i] - level;
          squares += part.weight(i, variance) * distance * distance;
          weights += part.weight(i, variance);
        }
      }
      df = weights * free;
      variance = Math.max(LEAST, squares / df);
    }
    return new Spread(variance, df);
  }
}
