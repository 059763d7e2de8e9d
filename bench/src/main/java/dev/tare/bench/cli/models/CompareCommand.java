package dev.tare.bench.cli.models;

import dev.tare.bench.cli.terminal.ByteProgress;
import dev.tare.fixtures.compare.FamilyComparer;
import dev.tare.fixtures.compare.FamilyComparison;
import dev.tare.results.cli.CommandEnvironment;
import dev.tare.results.cli.CommonOptions;
import dev.tare.results.cli.TareVersion;
import dev.tare.results.cli.UsageException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tare models compare}. */
@Command(
    name = "compare",
    versionProvider = TareVersion.class,
    description = {
      "Say whether models are one family that differs in precision alone, how large each is, and"
          + " how far its weights are from the reference's.",
      "All are compared with the reference, across GGUF, ONNX, SafeTensors and MLX folders.",
    },
    footer = {
      "",
      "What a quantization itself changes is no difference: file type, quantization",
      "settings, types of tensors. SQNR is the ratio of the reference's weights to the",
      "error, squared and summed: 6 dB more are half the error. Figures over all leave",
      "out norms, whose few large weights would hide the error of the others.",
      "",
      "Exit codes: 0 one family, 1 a difference was found, 2 a model cannot be read.",
      "",
      "Examples:",
      "  tare models compare model-F16.gguf model-Q8_0.gguf model-Q4_K_M.gguf",
      "  tare models compare model-F16.gguf model-4bit/ --worst 10",
      "  tare models compare vit.onnx vit-INT8.onnx --no-weights --json"
    })
final class CompareCommand implements Callable<Integer> {
  private static final int DIFFERENT = 1;

  private final CommandEnvironment environment;

  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;

  @Parameters(
      paramLabel = "FILE|DIR",
      arity = "1..*",
      description = "GGUF, ONNX or SafeTensors models, or model folders.")
  private List<Path> models;

  @Option(
      names = "--reference",
      paramLabel = "FILE|DIR",
      description =
          "Compare with this one (default: the least quantized; of equal ones the first).")
  private Path reference;

  @Option(names = "--json", description = "Print everything as JSON, numbers in base units.")
  private boolean json;

  @Option(names = "--no-weights", description = "Read headers only: no errors of weights.")
  private boolean noWeights;

  @Option(
      names = "--worst",
      paramLabel = "N",
      defaultValue = "3",
      description = "Name so many of the worst tensors of each model (default: ${DEFAULT-VALUE}).")
  private int worst;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads that read weights (default: all processors); the result is the same.")
  private Integer threads;

  CompareCommand(CommandEnvironment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    checkOptions();
    FamilyComparison comparison;
    try (FamilyComparer comparer = FamilyComparer.open(models, Optional.ofNullable(reference))) {
      comparison = noWeights ? comparer.compareHeaders() : compare(comparer);
    }
    PrintWriter out = spec.commandLine().getOut();
    out.print(
        json
            ? CompareJson.render(comparison)
            : new CompareText(environment.style(common.color()), comparison).render(worst));
    return comparison.isOneFamily() ? 0 : DIFFERENT;
  }

  private void checkOptions() {
    if (models.size() + (reference == null || models.contains(reference) ? 0 : 1) < 2) {
      throw new UsageException("there is one model only; name two or more to compare");
    }
    if (threads != null && threads < 1) {
      throw new UsageException("--threads must be 1 or more, got " + threads);
    }
    if (worst < 0) {
      throw new UsageException("--worst must be 0 or more, got " + worst);
    }
  }

  private FamilyComparison compare(FamilyComparer comparer) {
    int used = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
    PrintWriter err = spec.commandLine().getErr();
    try (ByteProgress bar = ByteProgress.of(err, environment, "weights", comparer.bytesToRead())) {
      return comparer.compare(used, bar);
    }
  }
}
