package dev.tare.bench.engine;

import dev.tare.bench.engine.llama.LlamaTextEngine;
import dev.tare.bench.engine.onnx.OnnxImageEngine;
import dev.tare.fixtures.InvalidModelException;
import dev.tare.fixtures.fuzz.EngineMutants;
import dev.tare.fixtures.gguf.GgufModel;
import dev.tare.fixtures.onnx.OnnxModel;
import dev.tare.fixtures.onnx.OnnxModelInfo;
import dev.tare.fixtures.synth.VitSynthesizer;
import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Loads mutants into a real engine, in a process that may die of it: {@code MutantLoader
 * (gguf|onnx) SEED FROM TO FOLDER}. FOLDER/progress holds four numbers of 8 bytes: the case that
 * runs, how many were tried, accepted by the checks and loaded by the engine.
 */
final class MutantLoader {
  static final String PROGRESS = "progress";
  static final int PICTURE = 32;
  private static final int CONTEXT = 32;

  private MutantLoader() {}

  public static void main(String... args) throws IOException {
    NativeLog.redirect();
    boolean gguf = args[0].equals("gguf");
    byte[] seed = Files.readAllBytes(Path.of(args[1]));
    Path folder = Path.of(args[4]);
    try (FileChannel channel =
        FileChannel.open(
            folder.resolve(PROGRESS),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE)) {
      MappedByteBuffer progress = channel.map(FileChannel.MapMode.READ_WRITE, 0, 4 * Long.BYTES);
      Path model = folder.resolve("m." + args[0]);
      long to = Long.parseLong(args[3]);
      for (long number = Long.parseLong(args[2]); number < to; number++) {
        progress.putLong(0, number);
        count(progress, 1);
        Files.deleteIfExists(model);
        Files.write(
            model, gguf ? EngineMutants.gguf(seed, number) : EngineMutants.onnx(seed, number));
        load(model, gguf, progress);
      }
      progress.putLong(0, to);
    }
    Runtime.getRuntime().halt(0);
  }

  private static void load(Path model, boolean gguf, MappedByteBuffer progress) {
    try {
      if (gguf) {
        GgufModel.open(model);
        count(progress, 2);
        runGguf(model);
      } else {
        OnnxModelInfo.read(model);
        OnnxModel.open(model);
        count(progress, 2);
        runOnnx(model);
      }
      count(progress, 3);
    } catch (InvalidModelException | EngineException e) {
      // Refused by the checks, or by the engine in an orderly way.
      return;
    }
  }

  private static void runGguf(Path model) {
    try (LlamaTextEngine engine = LlamaTextEngine.open(model, TextOptions.generating(1, CONTEXT))) {
      int last = engine.vocabularySize() - 1;
      engine.prefill(new int[] {Math.min(2, last), Math.min(5, last), last});
      engine.decode(Math.min(3, last));
      engine.tokenize("A text, for the vocabulary.", true);
    }
  }

  private static void runOnnx(Path model) {
    ImageOptions options =
        new ImageOptions(
            1, VitSynthesizer.INPUT_NAME, VitSynthesizer.OUTPUT_NAME, PICTURE, PICTURE, 1);
    try (OnnxImageEngine engine = OnnxImageEngine.open(model, options)) {
      engine.run();
    }
  }

  private static void count(MappedByteBuffer progress, int index) {
    int at = index * Long.BYTES;
    progress.putLong(at, progress.getLong(at) + 1);
  }
}
