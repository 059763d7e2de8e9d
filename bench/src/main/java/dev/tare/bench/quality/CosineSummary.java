package dev.tare.bench.quality;

import java.util.Arrays;

/**
 * How close one variant's embeddings are to the reference's.
 *
 * @param mean mean of the cosine similarities, in the range [-1, 1]
 * @param min smallest of them, in the range [-1, 1]
 */
public record CosineSummary(double mean, double min) {
  /**
   * Compares vector by vector.
   *
   * @param reference the reference's embeddings
   * @param variant the variant's, of the same fixtures in the same order
   * @return their similarity
   * @throws IllegalArgumentException when counts or lengths differ
   */
  public static CosineSummary of(Embeddings reference, Embeddings variant) {
    if (reference.count() != variant.count() || reference.size() != variant.size()) {
      throw new IllegalArgumentException(
          String.format(
              java.util.Locale.ROOT,
              "cannot compare %d vectors of %d values with %d of %d",
              reference.count(),
              reference.size(),
              variant.count(),
              variant.size()));
    }
    double sum = 0;
    double min = 1;
    for (int i = 0; i < reference.count(); i++) {
      double cosine = cosine(reference.vectors().get(i), variant.vectors().get(i));
      sum += cosine;
      min = Math.min(min, cosine);
    }
    return new CosineSummary(sum / reference.count(), min);
  }

  /**
   * Cosine of the angle between two vectors, summed in double precision.
   *
   * @param a a vector
   * @param b another, of the same length
   * @return in the range [-1, 1]; exactly 1 for equal vectors; 0 when one is all zero
   */
  static double cosine(float[] a, float[] b) {
    if (Arrays.equals(a, b)) {
      return 1;
    }
    double dot = 0;
    double squaresA = 0;
    double squaresB = 0;
    for (int i = 0; i < a.length; i++) {
      dot += (double) a[i] * b[i];
      squaresA += (double) a[i] * a[i];
      squaresB += (double) b[i] * b[i];
    }
    double norm = Math.sqrt(squaresA) * Math.sqrt(squaresB);
    return norm == 0 ? 0 : Math.max(-1, Math.min(1, dot / norm));
  }
}
