package dev.tare.bench.jmh;

import dev.tare.bench.engine.GenerationEngine;
import dev.tare.bench.engine.ImageEngine;
import dev.tare.bench.engine.ImageOptions;
import dev.tare.bench.engine.InjectedSlowdown;
import dev.tare.bench.engine.NativeLog;
import dev.tare.bench.engine.TextEngine;
import dev.tare.bench.engine.TextOptions;
import dev.tare.bench.engine.llama.JavaLlamaEngine;
import dev.tare.bench.engine.llama.LlamaRuntime;
import dev.tare.bench.engine.llama.LlamaTextEngine;
import dev.tare.bench.engine.onnx.OnnxImageEngine;
import dev.tare.bench.engine.onnx.OnnxRuntime;
import dev.tare.bench.profile.ForkMetrics;
import dev.tare.fixtures.catalog.ImageInput;
import java.util.function.Supplier;

/**
 * Opens the engines of a fork in the order that makes its memory comparable: native library first,
 * then the baseline, then the model.
 */
final class Engines {
  private Engines() {}

  static TextEngine text(ModelUnderTest model, TextOptions options) {
    prepare(model);
    LlamaTextEngine.validate(model.variant().file());
    return InjectedSlowdown.around(
        measured(() -> LlamaTextEngine.openValidated(model.variant().file(), options)));
  }

  static GenerationEngine generation(ModelUnderTest model, TextOptions options) {
    NativeLog.redirect();
    JavaLlamaEngine.initialise();
    return measured(() -> JavaLlamaEngine.open(model.variant().file(), options));
  }

  static ImageEngine image(ModelUnderTest model, int threads, int batch) {
    prepare(model);
    ImageOptions options = imageOptions(model, threads, batch);
    return InjectedSlowdown.around(
        measured(() -> OnnxImageEngine.open(model.variant().file(), options)));
  }

  static ImageOptions imageOptions(ModelUnderTest model, int threads, int batch) {
    ImageInput input = model.imageInput();
    return new ImageOptions(
        threads, input.inputName(), input.outputName(), input.width(), input.height(), batch);
  }

  /** Redirects native output and loads the native library that the model needs. */
  static void prepare(ModelUnderTest model) {
    NativeLog.redirect();
    switch (model.variant().format()) {
      case GGUF -> LlamaRuntime.initialise();
      case ONNX -> OnnxRuntime.initialise();
    }
  }

  static <E> E measured(Supplier<E> open) {
    ForkMetrics.energy().beforeOpen();
    ForkMetrics.memory().beforeOpen();
    E engine = open.get();
    ForkMetrics.memory().afterOpen();
    return engine;
  }
}
