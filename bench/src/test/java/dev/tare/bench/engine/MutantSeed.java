package dev.tare.bench.engine;

import dev.tare.fixtures.quantize.gguf.GgufQuantization;
import dev.tare.fixtures.quantize.gguf.GgufQuantizer;
import dev.tare.fixtures.quantize.gguf.QuantizeOptions;
import dev.tare.fixtures.quantize.onnx.OnnxQuantization;
import dev.tare.fixtures.quantize.onnx.OnnxQuantizer;
import dev.tare.fixtures.synth.GemmaShape;
import dev.tare.fixtures.synth.LlamaShape;
import dev.tare.fixtures.synth.ModelShape;
import dev.tare.fixtures.synth.OutputFormat;
import dev.tare.fixtures.synth.Synthesis;
import dev.tare.fixtures.synth.VitShape;
import dev.tare.fixtures.synth.WeightType;
import java.nio.file.Path;

/** The sound models that mutants are made from: as small as they can be. */
enum MutantSeed {
  GEMMA3_F16,
  GEMMA3_Q4_0,
  LLAMA_F16,
  LLAMA_Q8_0,
  LLAMA_Q4_K_M,
  ONNX_FP32,
  ONNX_INT8,
  ONNX_INT4;

  /** Width and height of the image models' pictures. */
  static final int PICTURE = 32;

  private static final ModelShape GEMMA =
      new GemmaShape("m", 6, 64, 128, 2, 1, 32, 1024, 128, 16, 1);
  private static final ModelShape LLAMA =
      new LlamaShape("m", 2, 64, 128, 2, 1, 32, 1024, 128, false);

  /** Rows of 256, as K-quants need them. */
  private static final ModelShape LLAMA_256 =
      new LlamaShape("m", 1, 256, 256, 4, 2, 64, 1024, 128, true);

  private static final ModelShape VIT = new VitShape("m", PICTURE, PICTURE / 2, 1, 32, 2, 32, 16);

  /** File extension of the format, without a dot. */
  String extension() {
    return isGguf() ? "gguf" : "onnx";
  }

  boolean isGguf() {
    return compareTo(ONNX_FP32) < 0;
  }

  /** Writes the model into {@code folder} and gives its path. */
  Path write(Path folder) {
    Path plain = folder.resolve("plain." + extension());
    Path out = folder.resolve("seed." + extension());
    switch (this) {
      case GEMMA3_F16 -> synthesize(GEMMA, out);
      case GEMMA3_Q4_0 -> quantize(GEMMA, GgufQuantization.Q4_0, plain, out);
      case LLAMA_F16 -> synthesize(LLAMA, out);
      case LLAMA_Q8_0 -> quantize(LLAMA, GgufQuantization.Q8_0, plain, out);
      case LLAMA_Q4_K_M -> quantize(LLAMA_256, GgufQuantization.Q4_K_M, plain, out);
      case ONNX_FP32 -> synthesize(VIT, out);
      case ONNX_INT8 -> quantize(OnnxQuantization.DynamicInt8.DEFAULT, plain, out);
      case ONNX_INT4 -> quantize(OnnxQuantization.Int4.DEFAULT, plain, out);
    }
    return out;
  }

  private static void quantize(ModelShape shape, GgufQuantization type, Path plain, Path out) {
    synthesize(shape, plain);
    GgufQuantizer.quantize(plain, out, QuantizeOptions.of(type, 1), bytes -> {});
  }

  private static void quantize(OnnxQuantization how, Path plain, Path out) {
    synthesize(VIT, plain);
    OnnxQuantizer.quantize(plain, out, how, bytes -> {});
  }

  private static void synthesize(ModelShape shape, Path out) {
    boolean image = shape == VIT;
    new Synthesis(
            shape,
            image ? OutputFormat.ONNX : OutputFormat.GGUF,
            image ? WeightType.F32 : WeightType.F16,
            1,
            1,
            Synthesis.USUAL_SHARD_BYTES)
        .write(out, false, bytes -> {});
  }
}
