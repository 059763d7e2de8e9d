package dev.tare.bench.quality;

import java.util.List;

/**
 * One embedding per fixture, in the fixtures' order.
 *
 * @param vectors all of the same length, 1 or more values each; finite
 */
public record Embeddings(List<float[]> vectors) {
  /**
   * Copies the list and checks the vectors.
   *
   * @throws IllegalArgumentException when there are none, lengths differ, or a value is not finite
   */
  public Embeddings {
    vectors = List.copyOf(vectors);
    if (vectors.isEmpty() || vectors.get(0).length == 0) {
      throw new IllegalArgumentException("embeddings need 1 or more vectors of 1 or more values");
    }
    int size = vectors.get(0).length;
    for (float[] vector : vectors) {
      requireUsable(vector, size);
    }
  }

  private static void requireUsable(float[] vector, int size) {
    if (vector.length != size) {
      throw new IllegalArgumentException(
          "embeddings must have one length, got " + size + " and " + vector.length);
    }
    for (float value : vector) {
      if (!Float.isFinite(value)) {
        throw new IllegalArgumentException("an embedding has a value of " + value);
      }
    }
  }

  /** Number of vectors. */
  public int count() {
    return vectors.size();
  }

  /** Length of each vector. */
  public int size() {
    return vectors.get(0).length;
  }
}
