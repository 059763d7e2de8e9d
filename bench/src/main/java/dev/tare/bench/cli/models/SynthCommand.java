package dev.tare.bench.cli.models;

import dev.tare.bench.cli.terminal.ByteProgress;
import dev.tare.fixtures.ggml.GgmlType;
import dev.tare.fixtures.synth.Architecture;
import dev.tare.fixtures.synth.Dimension;
import dev.tare.fixtures.synth.ModelShape;
import dev.tare.fixtures.synth.OutputFormat;
import dev.tare.fixtures.synth.ShapeException;
import dev.tare.fixtures.synth.Shapes;
import dev.tare.fixtures.synth.Synthesis;
import dev.tare.fixtures.synth.TextShape;
import dev.tare.fixtures.synth.WeightType;
import dev.tare.results.cli.CommandEnvironment;
import dev.tare.results.cli.CommonOptions;
import dev.tare.results.cli.TareCommandLine;
import dev.tare.results.cli.TareVersion;
import dev.tare.results.cli.UsageException;
import dev.tare.results.document.PlainText;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tare models synth}. */
@Command(
    name = "synth",
    versionProvider = TareVersion.class,
    description = {
      "Make a model of a real model's shape with seeded random weights.",
      "Speed, memory and size are the real model's, and so is what quantizing costs: weights are"
          + " scaled and spread as trained ones are. The same shape and seed give the same bytes"
          + " everywhere."
    },
    footer = {
      "",
      "Examples:",
      "  tare models synth --shape medgemma-4b --out medgemma-4b-F16.gguf",
      "  tare models synth --shape gemma3-1b --format safetensors --out gemma3-1b",
      "  tare models synth --shape gemma3-tiny --layers 12 --out deep.gguf",
      "  tare models synth --shape biomedclip-vit-b16 --image-size 384 --out v.onnx",
      "  tare models synth --architecture llama --layers 8 --hidden 512 --ffn 1536 \\",
      "    --heads 8 --kv-heads 4 --head-size 64 --vocabulary 8192 --out llama.gguf"
    })
final class SynthCommand implements Callable<Integer> {
  private static final int K_QUANT_BLOCK = GgmlType.Q4_K.blockSize();

  private final CommandEnvironment environment;

  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;

  @Option(
      names = "--shape",
      paramLabel = "NAME",
      completionCandidates = ShapeNames.class,
      description = "One of ${COMPLETION-CANDIDATES}; options below change it.")
  private String shapeName;

  @Option(
      names = "--architecture",
      paramLabel = "NAME",
      description = "gemma3, llama or vit, to give every dimension instead of --shape.")
  private String architecture;

  @Option(names = "--out", paramLabel = "FILE", required = true, description = "The file to make.")
  private Path out;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description =
          "gguf, onnx, or safetensors for a folder as MLX reads it (default: what --out ends in, else"
              + " gguf or onnx).")
  private OutputFormat format;

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      description = "F32, F16 or BF16 (default: F16, in ONNX F32).")
  private WeightType type;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Where the weights start (default: as the built-in models).")
  private Long seed;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads that make weights (default: all processors).")
  private Integer threads;

  @Option(
      names = "--shard-size",
      paramLabel = "BYTES",
      converter = ByteSize.class,
      description = "Cut safetensors over this size, such as 500MB (default: 5GB).")
  private Long shardSize;

  @Option(names = "--force", description = "Replace what is at --out.")
  private boolean force;

  @Option(
      names = "--tied-output",
      paramLabel = "BOOL",
      arity = "1",
      description = "Whether the embedding is the output matrix too: true or false; llama.")
  private Boolean tiedOutput;

  @ArgGroup(exclusive = false, heading = "%nDimensions:%n")
  private DimensionOptions dimensions = new DimensionOptions();

  SynthCommand(CommandEnvironment environment) {
    this.environment = environment;
  }

  /** The names of all shapes, for the help. */
  static final class ShapeNames extends ArrayList<String> {
    private static final long serialVersionUID = 1L;

    ShapeNames() {
      super(names());
    }
  }

  @Override
  public Integer call() {
    try {
      return synthesize(synthesis());
    } catch (ShapeException e) {
      PrintWriter err = spec.commandLine().getErr();
      e.problems().forEach(problem -> err.println("tare: " + PlainText.escaped(problem)));
      return TareCommandLine.UNUSABLE;
    } catch (UncheckedIOException e) {
      throw new UsageException(e.getMessage());
    }
  }

  private int synthesize(Synthesis synthesis) {
    OutputPlace place = new OutputPlace(synthesis.outputs(out), force);
    long bytes = synthesis.sizeBytes();
    boolean folder = synthesis.format() == OutputFormat.SAFETENSORS;
    place.of(folder ? OutputPlace.Kind.FOLDER : OutputPlace.Kind.FILE).check(bytes);
    announce(synthesis, bytes);
    long start = System.nanoTime();
    PrintWriter err = spec.commandLine().getErr();
    try (ByteProgress bar = ByteProgress.of(err, environment, synthesis.shape().name(), bytes)) {
      synthesis.write(out, force, bar);
    }
    report(place, (System.nanoTime() - start) / 1e9);
    return 0;
  }

  private Synthesis synthesis() {
    ModelShape shape = shape();
    OutputFormat wanted = format != null ? format : format(shape);
    int workers = threads != null ? threads : Runtime.getRuntime().availableProcessors();
    WeightType stored = type != null ? type : wanted.usualType();
    long start = seed != null ? seed : Synthesis.usualSeed(shape);
    long shard = shardSize != null ? shardSize : Synthesis.USUAL_SHARD_BYTES;
    return new Synthesis(shape, wanted, stored, start, workers, shard);
  }

  private OutputFormat format(ModelShape shape) {
    String name = out.toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".gguf")) {
      return OutputFormat.GGUF;
    }
    return name.endsWith(".onnx") ? OutputFormat.ONNX : Synthesis.usualFormat(shape);
  }

  private ModelShape shape() {
    if ((shapeName == null) == (architecture == null)) {
      throw new UsageException(
          "give either --shape, one of "
              + String.join(", ", names())
              + ", or --architecture with all dimensions");
    }
    Map<Dimension, Integer> given = dimensions.given();
    Optional<Boolean> tied = Optional.ofNullable(tiedOutput);
    if (shapeName == null) {
      String name = String.valueOf(out.getFileName()).replaceFirst("\\.(gguf|onnx)$", "");
      return architecture().shape(name, given, tied);
    }
    ModelShape start =
        Shapes.named(shapeName).orElseThrow(() -> unknown("--shape", shapeName, names()));
    return Shapes.changed(start, given, tied);
  }

  private Architecture architecture() {
    List<String> labels = Stream.of(Architecture.values()).map(Architecture::label).toList();
    return Architecture.byLabel(architecture)
        .orElseThrow(() -> unknown("--architecture", architecture, labels));
  }

  private static UsageException unknown(String option, String value, List<String> known) {
    return new UsageException(
        option + " must be one of " + String.join(", ", known) + ", got '" + value + "'");
  }

  private static List<String> names() {
    return Shapes.named().stream().map(ModelShape::name).toList();
  }

  private void announce(Synthesis synthesis, long bytes) {
    ModelShape shape = synthesis.shape();
    String sizes =
        shape.dimensions().entrySet().stream()
            .map(size -> size.getKey().option() + " " + size.getValue())
            .collect(Collectors.joining(", "));
    PrintWriter err = spec.commandLine().getErr();
    err.println(
        String.format(
            Locale.ROOT,
            "%s: %,d parameters, %s %s, %s (%s, seed %d)",
            PlainText.escaped(shape.name()),
            shape.parameterCount(),
            synthesis.format().label().toUpperCase(Locale.ROOT),
            synthesis.type(),
            OutputPlace.bytes(bytes),
            sizes,
            synthesis.seed()));
    if (shape instanceof TextShape text) {
      rowsThatDoNotSuit(text)
          .ifPresent(
              rows ->
                  err.println(
                      "Note: rows of "
                          + rows
                          + " weights are no multiple of "
                          + K_QUANT_BLOCK
                          + "; K-quants store them as other types."));
    }
  }

  private static Optional<String> rowsThatDoNotSuit(TextShape shape) {
    String rows =
        Stream.of(shape.hidden(), shape.feedForward(), shape.heads() * shape.headSize())
            .filter(columns -> columns % K_QUANT_BLOCK != 0)
            .distinct()
            .map(String::valueOf)
            .collect(Collectors.joining(" and "));
    return Optional.of(rows).filter(text -> !text.isEmpty());
  }

  private void report(OutputPlace place, double seconds) {
    long bytes = OutputPlace.sizeBytes(place.paths());
    spec.commandLine()
        .getOut()
        .printf(
            Locale.ROOT,
            "%s  %,d bytes  %.1f s  %.0f MB/s%n",
            PlainText.escaped(place.path().toString()),
            bytes,
            seconds,
            bytes / 1e6 / Math.max(seconds, 1e-3));
  }
}
