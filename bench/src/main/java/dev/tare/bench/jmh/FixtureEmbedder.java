package dev.tare.bench.jmh;

import dev.tare.bench.engine.ImageEngine;
import dev.tare.bench.engine.ImageSettings;
import dev.tare.bench.engine.TextEngine;
import dev.tare.bench.engine.TextOptions;
import dev.tare.bench.engine.TextSettings;
import dev.tare.bench.engine.llama.LlamaTextEngine;
import dev.tare.bench.engine.onnx.ImagePreprocessor;
import dev.tare.bench.engine.onnx.OnnxImageEngine;
import dev.tare.bench.quality.Embeddings;
import dev.tare.fixtures.document.Document;
import dev.tare.fixtures.document.Documents;
import dev.tare.fixtures.image.FixtureImage;
import dev.tare.fixtures.image.FixtureImages;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** An open model that embeds all fixtures of its modality. */
interface FixtureEmbedder extends AutoCloseable {
  /** Tokens of a document that count: its beginning. */
  int DOCUMENT_TOKENS = 128;

  /** Embeds every fixture, in the fixtures' order. */
  Embeddings embedAll();

  @Override
  void close();

  /** Opens a model with the settings of this process. */
  static FixtureEmbedder open(ModelUnderTest model, int threads) {
    return model.isText()
        ? new Documentary(model, threads, TextSettings.ofThisProcess())
        : new Pictorial(model, threads, ImageSettings.ofThisProcess());
  }

  /** Opens a model as every run does, whatever this process is told to try. */
  static FixtureEmbedder openUsual(ModelUnderTest model, int threads) {
    return model.isText()
        ? new Documentary(model, threads, TextSettings.USUAL)
        : new Pictorial(model, threads, ImageSettings.USUAL);
  }

  /** Documents: mean of the hidden states over the first tokens. */
  final class Documentary implements FixtureEmbedder {
    private final TextEngine engine;

    Documentary(ModelUnderTest model, int threads, TextSettings settings) {
      TextOptions options = TextOptions.embedding(threads, DOCUMENT_TOKENS).with(settings);
      engine = LlamaTextEngine.open(model.variant().file(), options);
    }

    @Override
    public Embeddings embedAll() {
      List<float[]> vectors = new ArrayList<>();
      for (Document document : Documents.all()) {
        int[] tokens = engine.tokenize(document.text(), true);
        int count = Math.min(tokens.length, DOCUMENT_TOKENS);
        vectors.add(engine.embed(Arrays.copyOf(tokens, count)));
      }
      return new Embeddings(vectors);
    }

    @Override
    public void close() {
      engine.close();
    }
  }

  /** Pages and pictures. */
  final class Pictorial implements FixtureEmbedder {
    private final ImagePreprocessor preprocessor;
    private final ImageEngine engine;

    Pictorial(ModelUnderTest model, int threads, ImageSettings settings) {
      preprocessor = PictureSource.preprocessor(model.imageInput());
      engine =
          OnnxImageEngine.open(
              model.variant().file(), Engines.imageOptions(model, threads, 1).with(settings));
    }

    @Override
    public Embeddings embedAll() {
      List<float[]> vectors = new ArrayList<>();
      for (FixtureImage image : FixtureImages.all()) {
        preprocessor.write(image.decode(), engine.input(), 0);
        float[] vector = new float[engine.embeddingSize()];
        engine.run().get(0, vector);
        vectors.add(vector);
      }
      return new Embeddings(vectors);
    }

    @Override
    public void close() {
      engine.close();
    }
  }
}
