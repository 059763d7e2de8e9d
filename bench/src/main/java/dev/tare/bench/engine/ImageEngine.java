package dev.tare.bench.engine;

import java.nio.FloatBuffer;

/** An open image model. Not safe for use by several threads. */
public interface ImageEngine extends AutoCloseable {
  /** How long opening took. */
  LoadPhases loadPhases();

  /** How it was opened. */
  ImageOptions options();

  /** Length of one picture's embedding. */
  int embeddingSize();

  /**
   * The engine's own input, shape [batch, 3, height, width], which {@link #run()} reads. Write with
   * absolute puts.
   */
  FloatBuffer input();

  /**
   * Embeds what {@link #input()} holds; allocates nothing that the engine does not force.
   *
   * @return the engine's own output, shape [batch, {@link #embeddingSize()}], valid until the next
   *     call
   * @throws EngineException when the engine fails
   */
  FloatBuffer run();

  /**
   * Copies pictures in, runs, and copies the embeddings out.
   *
   * @param pictures shape [batch, 3, height, width]
   * @return shape [batch, {@link #embeddingSize()}]
   * @throws EngineException when the length is wrong or the engine fails
   */
  default float[] embed(float[] pictures) {
    int expected = options().batch() * options().valuesPerPicture();
    if (pictures.length != expected) {
      throw new EngineException(
          String.format(
              java.util.Locale.ROOT,
              "image engine: a batch holds %d values [%d, 3, %d, %d], got %d; resize the pictures",
              expected,
              options().batch(),
              options().height(),
              options().width(),
              pictures.length));
    }
    input().put(0, pictures);
    float[] embeddings = new float[options().batch() * embeddingSize()];
    run().get(0, embeddings);
    return embeddings;
  }

  /** Frees the model; closing twice does nothing. */
  @Override
  void close();
}
