package dev.tare.bench.cli.models;

import dev.tare.bench.cli.terminal.ByteProgress;
import dev.tare.fixtures.validate.ModelValidator;
import dev.tare.fixtures.validate.ValidateOptions;
import dev.tare.fixtures.validate.ValidationReport;
import dev.tare.results.cli.CommandEnvironment;
import dev.tare.results.cli.CommonOptions;
import dev.tare.results.cli.TareVersion;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tare models validate}. */
@Command(
    name = "validate",
    versionProvider = TareVersion.class,
    description = {
      "Check that a model file is sound and what it claims to be; all that is wrong is listed.",
      "Headers are read only, so the size of the file does not matter; with --deep every weight."
    },
    footer = {
      "",
      "Exit codes: 0 when every check that was made holds, 1 when one fails; 2 when there is",
      "nothing to check, as with a missing or unreadable file.",
      "",
      "Examples:",
      "  tare models validate model-Q4_K_M.gguf",
      "  tare models validate model-4bit/ --deep     a folder of MLX or Hugging Face",
      "  tare models validate models/ --json         every model file in a folder"
    })
final class ValidateCommand implements Callable<Integer> {
  private static final int FAILED = 1;

  private final CommandEnvironment environment;

  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;

  @Parameters(
      paramLabel = "FILE|DIR",
      description = "A GGUF, ONNX or SafeTensors model, or a folder of such.")
  private Path model;

  @Option(names = "--deep", description = "Read every weight: none may be NaN, not all be zero.")
  private boolean deep;

  @Option(names = "--json", description = "Print every check as JSON.")
  private boolean json;

  ValidateCommand(CommandEnvironment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    List<ValidationReport> reports = reports();
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.print(ValidateJson.render(reports));
    } else {
      out.print(new ValidateText(environment.style(common.color())).render(reports));
    }
    return reports.stream().allMatch(ValidationReport::valid) ? 0 : FAILED;
  }

  private List<ValidationReport> reports() {
    ValidateOptions options = new ValidateOptions(deep);
    if (!deep) {
      return ModelValidator.validate(model, options, bytes -> {});
    }
    long bytes = ModelValidator.weightBytes(model);
    PrintWriter err = spec.commandLine().getErr();
    try (ByteProgress bar =
        ByteProgress.of(err, environment, String.valueOf(model.getFileName()), bytes)) {
      return ModelValidator.validate(model, options, bar);
    }
  }
}
