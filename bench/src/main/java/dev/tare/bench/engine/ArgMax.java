package dev.tare.bench.engine;

/** Finds the likeliest token. */
public final class ArgMax {
  private ArgMax() {}

  /**
   * Index of the largest value, the lowest one among equals; NaN is never the largest.
   *
   * @param values at least {@code length} values
   * @param length how many count, 1 or more
   * @return 0 to length, exclusive; 0 when all are NaN
   */
  public static int of(float[] values, int length) {
    // Four independent chains: one chain would wait for each comparison before the next.
    int a = 0;
    int b = 0;
    int c = 0;
    int d = 0;
    float maxA = Float.NEGATIVE_INFINITY;
    float maxB = Float.NEGATIVE_INFINITY;
    float maxC = Float.NEGATIVE_INFINITY;
    float maxD = Float.NEGATIVE_INFINITY;
    int i = 0;
    for (; i + 3 < length; i += 4) {
      if (values[i] > maxA) {
        maxA = values[i];
        a = i;
      }
      if (values[i + 1] > maxB) {
        maxB = values[i + 1];
        b = i + 1;
      }
      if (values[i + 2] > maxC) {
        maxC = values[i + 2];
        c = i + 2;
      }
      if (values[i + 3] > maxD) {
        maxD = values[i + 3];
        d = i + 3;
      }
    }
    for (; i < length; i++) {
      if (values[i] > maxA) {
        maxA = values[i];
        a = i;
      }
    }
    int ab = first(a, maxA, b, maxB);
    int cd = first(c, maxC, d, maxD);
    return first(ab, Math.max(maxA, maxB), cd, Math.max(maxC, maxD));
  }

  private static int first(int left, float leftMax, int right, float rightMax) {
    if (leftMax == rightMax) {
      return Math.min(left, right);
    }
    return leftMax > rightMax ? left : right;
  }
}
