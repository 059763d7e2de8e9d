package dev.tare.bench.engine;

import dev.tare.bench.engine.llama.LlamaTextEngine;
import dev.tare.bench.engine.onnx.OnnxImageEngine;
import dev.tare.fixtures.InvalidModelException;
import dev.tare.fixtures.fuzz.EngineMutants;
import dev.tare.fixtures.synth.VitSynthesizer;
import dev.tare.fixtures.validate.ModelValidator;
import dev.tare.fixtures.validate.ValidateOptions;
import dev.tare.fixtures.validate.ValidationReport;
import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * Loads mutants into a real engine, in a process that may die of it: {@code MutantLoader SEED_NAME
 * SEED_FILE FROM TO FOLDER}. FOLDER/progress holds numbers of 8 bytes: the case that runs, how many
 * were tried, accepted by the checks and run by the engine; FOLDER/mutant.gguf or .onnx the mutant.
 */
final class MutantLoader {
  static final String PROGRESS = "progress";
  static final int CURRENT = 0;
  static final int TRIED = 1;
  static final int ACCEPTED = 2;
  static final int RUN = 3;
  static final int NUMBERS = 4;

  private static final int CONTEXT = 32;

  private final MutantSeed seed;
  private final Path model;
  private final MappedByteBuffer progress;

  private MutantLoader(MutantSeed seed, Path model, MappedByteBuffer progress) {
    this.seed = seed;
    this.model = model;
    this.progress = progress;
  }

  public static void main(String... args) throws IOException {
    NativeLog.redirect();
    MutantSeed seed = MutantSeed.valueOf(args[0]);
    byte[] valid = Files.readAllBytes(Path.of(args[1]));
    Path folder = Path.of(args[4]);
    try (FileChannel channel =
        FileChannel.open(
            folder.resolve(PROGRESS),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE)) {
      MappedByteBuffer progress =
          channel.map(FileChannel.MapMode.READ_WRITE, 0, NUMBERS * Long.BYTES);
      Path model = folder.resolve("mutant." + seed.extension());
      MutantLoader loader = new MutantLoader(seed, model, progress);
      loader.run(valid, Long.parseLong(args[2]), Long.parseLong(args[3]));
    }
    // A library's threads must not keep the process.
    Runtime.getRuntime().halt(0);
  }

  private void run(byte[] valid, long from, long to) throws IOException {
    for (long number = from; number < to; number++) {
      progress.putLong(CURRENT * Long.BYTES, number);
      count(TRIED);
      // A new file each time: the old one may be mapped still.
      Files.deleteIfExists(model);
      Files.write(model, mutant(valid, number));
      if (isAccepted()) {
        count(ACCEPTED);
        runAccepted();
      }
    }
  }

  /** Each seed has mutants of its own. */
  private byte[] mutant(byte[] valid, long number) {
    long own = number + ((long) seed.ordinal() << 32);
    return seed.isGguf() ? EngineMutants.gguf(valid, own) : EngineMutants.onnx(valid, own);
  }

  private boolean isAccepted() {
    try {
      List<ValidationReport> reports =
          ModelValidator.validate(model, ValidateOptions.HEADERS, bytes -> {});
      return reports.stream().allMatch(ValidationReport::valid);
    } catch (InvalidModelException e) {
      return false;
    }
  }

  private void runAccepted() {
    try {
      if (seed.isGguf()) {
        generate();
      } else {
        embed();
      }
      count(RUN);
    } catch (EngineException e) {
      System.out.println(
          "case " + progress.getLong(0) + " is accepted, but the engine refuses it: " + e);
    }
  }

  private void generate() {
    try (LlamaTextEngine engine = LlamaTextEngine.open(model, TextOptions.generating(1, CONTEXT))) {
      int last = engine.vocabularySize() - 1;
      engine.prefill(new int[] {Math.min(2, last), Math.min(5, last), last});
      engine.decode(Math.min(3, last));
      engine.tokenize("A text, for the vocabulary: \u00e4\u4e2d\n", true);
    }
  }

  private void embed() {
    int size = MutantSeed.PICTURE;
    ImageOptions options =
        new ImageOptions(1, VitSynthesizer.INPUT_NAME, VitSynthesizer.OUTPUT_NAME, size, size, 1);
    try (OnnxImageEngine engine = OnnxImageEngine.open(model, options)) {
      engine.run();
    }
  }

  private void count(int index) {
    int at = index * Long.BYTES;
    progress.putLong(at, progress.getLong(at) + 1);
  }
}
