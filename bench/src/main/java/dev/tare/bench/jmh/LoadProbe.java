package dev.tare.bench.jmh;

import dev.tare.bench.engine.EngineBuffers;
import dev.tare.bench.engine.EngineException;
import dev.tare.bench.engine.ImageEngine;
import dev.tare.bench.engine.ImageOptions;
import dev.tare.bench.engine.LoadPhases;
import dev.tare.bench.engine.TextEngine;
import dev.tare.bench.engine.TextOptions;
import dev.tare.bench.engine.llama.LlamaTextEngine;
import dev.tare.bench.engine.llama.LoadProgress;
import dev.tare.bench.engine.onnx.OnnxImageEngine;
import dev.tare.bench.quality.OutputHash;
import dev.tare.fixtures.document.Documents;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;

/** One model, to be opened and asked once. */
interface LoadProbe {
  /** Opens the model: the measured part. */
  void open();

  /** How long the phases of the open took. */
  LoadPhases phases();

  /** What the open engine says of its buffers; empty when it has none to speak of. */
  Optional<EngineBuffers> buffers();

  /** Makes the question, once the model is open: no part of the load or of the answer. */
  void prepare();

  /**
   * Asks the model for the first time.
   *
   * @return hash of the answer
   */
  double firstInference();

  /** Closes the model. */
  void close();

  /** The probe for a model; validates its file. */
  static LoadProbe of(ModelUnderTest model, int threads) {
    return model.isText() ? new Text(model, threads) : new Image(model, threads);
  }

  /** A text model: a context of 512 tokens; first a short prompt, then one token. */
  final class Text implements LoadProbe {
    private static final int CONTEXT_TOKENS = 512;
    private static final int PROMPT_TOKENS = 16;

    private final Supplier<TextEngine> opener;
    private final String prompt;
    private TextEngine engine;
    private int[] tokens;

    Text(ModelUnderTest model, int threads) {
      this(opener(model.variant().file(), threads), Documents.all().get(0).text());
      LlamaTextEngine.validate(model.variant().file());
    }

    /** Asks about another text an engine that comes from elsewhere. */
    Text(Supplier<TextEngine> opener, String prompt) {
      this.opener = opener;
      this.prompt = prompt;
    }

    private static Supplier<TextEngine> opener(Path file, int threads) {
      TextOptions options = TextOptions.generating(threads, CONTEXT_TOKENS);
      LoadProgress progress = new LoadProgress();
      return () -> LlamaTextEngine.openValidated(file, options, progress);
    }

    @Override
    public void open() {
      engine = opener.get();
    }

    @Override
    public LoadPhases phases() {
      return engine.loadPhases();
    }

    @Override
    public Optional<EngineBuffers> buffers() {
      return Optional.of(engine.buffers());
    }

    @Override
    public void prepare() {
      int[] all = engine.tokenize(prompt, true);
      if (all.length < PROMPT_TOKENS) {
        throw new EngineException(
            "the first prompt needs "
                + PROMPT_TOKENS
                + " tokens, and the model makes "
                + all.length
                + " of a whole document");
      }
      tokens = Arrays.copyOf(all, PROMPT_TOKENS);
    }

    @Override
    public double firstInference() {
      int first = engine.prefill(tokens);
      return OutputHash.ofTokens(new int[] {first, engine.decode(first)});
    }

    @Override
    public void close() {
      engine.close();
    }
  }

  /** An image model: one grey picture. */
  final class Image implements LoadProbe {
    private final ModelUnderTest model;
    private final ImageOptions options;
    private final float[] picture;
    private ImageEngine engine;

    Image(ModelUnderTest model, int threads) {
      this.model = model;
      this.options = Engines.imageOptions(model, threads, 1);
      this.picture = new float[options.valuesPerPicture()];
    }

    @Override
    public void open() {
      engine = OnnxImageEngine.open(model.variant().file(), options);
    }

    @Override
    public LoadPhases phases() {
      return engine.loadPhases();
    }

    @Override
    public Optional<EngineBuffers> buffers() {
      return Optional.empty();
    }

    @Override
    public void prepare() {
      // A grey picture is the same for every model.
    }

    @Override
    public double firstInference() {
      return OutputHash.ofFloats(engine.embed(picture));
    }

    @Override
    public void close() {
      engine.close();
    }
  }
}
