package dev.tare.bench.quality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class CosineSummaryTest {
  @Test
  void equalVectorsHaveACosineOfExactlyOne() {
    Embeddings embeddings =
        new Embeddings(List.of(new float[] {0.1f, 0.3f, -0.7f}, new float[] {1e-20f, 3f, 5f}));
    assertEquals(new CosineSummary(1, 1), CosineSummary.of(embeddings, embeddings));
  }

  /**
   * Expected value: python3 -c "import numpy as np; a=np.array([1,2,3.]);b=np.array([4,-5,6.]);
   * print(a@b/np.linalg.norm(a)/np.linalg.norm(b))".
   */
  @Test
  void theCosineAgreesWithNumPy() {
    assertEquals(
        0.3654869423239036,
        CosineSummary.cosine(new float[] {1, 2, 3}, new float[] {4, -5, 6}),
        1e-15);
  }

  @Test
  void lengthDoesNotMatterAndDirectionDoes() {
    assertEquals(1, CosineSummary.cosine(new float[] {1, 2}, new float[] {10, 20}), 1e-15);
    assertEquals(-1, CosineSummary.cosine(new float[] {1, 2}, new float[] {-3, -6}), 1e-15);
    assertEquals(0, CosineSummary.cosine(new float[] {1, 0}, new float[] {0, 1}), 1e-15);
    assertEquals(0, CosineSummary.cosine(new float[] {0, 0}, new float[] {0, 1}), 1e-15);
  }

  @Test
  void meanAndMinimumGoOverAllVectors() {
    Embeddings reference = new Embeddings(List.of(new float[] {1, 0}, new float[] {1, 0}));
    Embeddings variant = new Embeddings(List.of(new float[] {2, 0}, new float[] {0, 3}));
    assertEquals(new CosineSummary(0.5, 0), CosineSummary.of(reference, variant));
  }

  @Test
  void embeddingsOfOtherFixturesAreRefused() {
    Embeddings one = new Embeddings(List.of(new float[] {1, 0}));
    Embeddings two = new Embeddings(List.of(new float[] {1, 0}, new float[] {1, 0}));
    Embeddings longer = new Embeddings(List.of(new float[] {1, 0, 0}));
    assertThrows(IllegalArgumentException.class, () -> CosineSummary.of(one, two));
    assertThrows(IllegalArgumentException.class, () -> CosineSummary.of(one, longer));
  }

  @Test
  void anEmbeddingThatIsNotFiniteIsRefused() {
    List<float[]> broken = List.of(new float[] {1, Float.NaN});
    assertThrows(IllegalArgumentException.class, () -> new Embeddings(broken));
    assertThrows(IllegalArgumentException.class, () -> new Embeddings(List.of()));
  }
}
