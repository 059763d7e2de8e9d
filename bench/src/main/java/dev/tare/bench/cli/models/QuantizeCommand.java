package dev.tare.bench.cli.models;

import dev.tare.bench.cli.terminal.ByteProgress;
import dev.tare.fixtures.ModelKind;
import dev.tare.results.cli.CommandEnvironment;
import dev.tare.results.cli.CommonOptions;
import dev.tare.results.cli.TareVersion;
import dev.tare.results.cli.UsageException;
import dev.tare.results.document.PlainText;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tare models quantize}. */
@Command(
    name = "quantize",
    versionProvider = TareVersion.class,
    description = {
      "Make a smaller variant of a model.",
      "GGUF comes out byte for byte as llama-quantize of the bundled llama.cpp makes it;"
          + " ONNX INT8 as ONNX Runtime's quantize_dynamic; folders as mlx_lm.convert."
    },
    footer = {
      "",
      "What appears at OUT is whole or not there; an interrupted start leaves nothing.",
      "",
      "Examples:",
      "  tare models quantize model-F16.gguf model-Q4_K_M.gguf --type Q4_K_M",
      "  tare models quantize model-F16.gguf out.gguf --type Q3_K_S --imatrix m.dat",
      "  tare models quantize vit.onnx vit-INT8.onnx --type INT8 --per-tensor",
      "  tare models quantize vit.onnx vit-S8.onnx --type STATIC-INT8 --calibration entropy",
      "  tare models quantize vit.onnx vit-INT4.onnx --type INT4 --block-size 64",
      "  tare models quantize gemma-F16/ gemma-4bit/ --type 4BIT --group-size 64"
    })
final class QuantizeCommand implements Callable<Integer> {
  private static final int MOST_NOTES = 20;

  private final CommandEnvironment environment;

  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;

  @Parameters(index = "0", paramLabel = "IN", description = "The model to read.")
  private Path in;

  @Parameters(index = "1", paramLabel = "OUT", description = "Where the new model goes.")
  private Path out;

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      required = true,
      description = {
        "GGUF: a type of llama-quantize, such as Q4_K_M, Q8_0 or F16.",
        "ONNX: INT8 (dynamic), STATIC-INT8 (calibrated on pictures), FP16 or INT4 (weights only).",
        "Model folder: 4BIT, 6BIT, 8BIT for MLX, or back to F16, BF16, F32."
      })
  private String type;

  @Option(
      names = "--imatrix",
      paramLabel = "FILE",
      description = "GGUF: an importance matrix of llama-imatrix.")
  private Path imatrix;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads that quantize (default: all processors); the result is the same.")
  private Integer threads;

  @Option(names = "--force", description = "Replace what is at OUT.")
  private boolean force;

  @ArgGroup(exclusive = false, heading = "%nONNX:%n")
  private OnnxOptions onnx = new OnnxOptions();

  @ArgGroup(exclusive = false, heading = "%nMLX folders:%n")
  private FolderOptions folder = new FolderOptions();

  QuantizeCommand(CommandEnvironment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    try {
      return quantize(quantizing());
    } catch (UncheckedIOException e) {
      throw new UsageException(e.getMessage());
    }
  }

  private Quantizing quantizing() {
    OptionScope.check(spec.commandLine().getParseResult(), type);
    return switch (ModelKind.of(in)) {
      case GGUF -> new GgufQuantizing(in, type, threads(), Optional.ofNullable(imatrix));
      case ONNX -> withoutImatrix(onnx.quantizing(in, type, threads()));
      case FOLDER -> withoutImatrix(folder.quantizing(in, type, threads(), force));
      case SAFETENSORS ->
          throw new UsageException(in + ": is one file of a model; name the folder it is in");
    };
  }

  private Quantizing withoutImatrix(Quantizing quantizing) {
    if (imatrix != null) {
      throw new UsageException("--imatrix is for GGUF models; leave it out");
    }
    return quantizing;
  }

  private int threads() {
    if (threads == null) {
      return Runtime.getRuntime().availableProcessors();
    }
    if (threads < 1) {
      throw new UsageException("--threads must be 1 or more, got " + threads);
    }
    return threads;
  }

  private int quantize(Quantizing quantizing) {
    checkEnding(quantizing);
    List<Path> made = new ArrayList<>(List.of(out));
    made.addAll(quantizing.companions(out));
    new OutputPlace(made, force)
        .of(quantizing.kind())
        .apartFrom(quantizing.sources())
        .check(quantizing.sizeBytes());
    PrintWriter err = spec.commandLine().getErr();
    err.println(PlainText.escaped(quantizing.description()));
    long before = OutputPlace.sizeBytes(quantizing.sources());
    long start = System.nanoTime();
    List<String> notes;
    try (ByteProgress bar =
        ByteProgress.of(err, environment, out.getFileName().toString(), quantizing.sizeBytes())) {
      notes = quantizing.write(out, bar);
    }
    notes.stream().limit(MOST_NOTES).forEach(note -> err.println(PlainText.escaped(note)));
    if (notes.size() > MOST_NOTES) {
      err.println("and " + (notes.size() - MOST_NOTES) + " more");
    }
    List<Path> stale = new ArrayList<>(quantizing.companions(out));
    stale.removeAll(quantizing.made(out));
    stale.stream()
        .filter(Files::exists)
        .forEach(file -> err.println(PlainText.escaped(file + " is left from before; unused now")));
    report(before, OutputPlace.sizeBytes(quantizing.made(out)), (System.nanoTime() - start) / 1e9);
    return 0;
  }

  /** A GGUF file that is called ONNX would be taken for what it is not. */
  private void checkEnding(Quantizing quantizing) {
    String name = String.valueOf(out.getFileName()).toLowerCase(Locale.ROOT);
    for (String ending : List.of(".gguf", ".onnx", ".safetensors")) {
      if (name.endsWith(ending) && !ending.equals(quantizing.extension())) {
        String made = quantizing.kind() == OutputPlace.Kind.FOLDER ? "a folder" : "no such file";
        throw new UsageException(out + ": what is made of " + in + " is " + made + "; rename it");
      }
    }
  }

  private void report(long before, long after, double seconds) {
    spec.commandLine()
        .getOut()
        .printf(
            Locale.ROOT,
            "%s  %,d bytes, %.1f %% of %,d  %.1f s%n",
            PlainText.escaped(out.toString()),
            after,
            100.0 * after / Math.max(1, before),
            before,
            seconds);
  }
}
