package dev.tare.bench.cli.models;

import dev.tare.bench.cli.terminal.ByteProgress;
import dev.tare.fixtures.InvalidModelException;
import dev.tare.fixtures.IoReason;
import dev.tare.fixtures.hash.FileHashes;
import dev.tare.fixtures.inspect.ModelDescription;
import dev.tare.fixtures.inspect.ModelFile;
import dev.tare.fixtures.inspect.ModelInspector;
import dev.tare.results.cli.CommandEnvironment;
import dev.tare.results.cli.CommonOptions;
import dev.tare.results.cli.TareVersion;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tare models inspect}. */
@Command(
    name = "inspect",
    versionProvider = TareVersion.class,
    description = {
      "Say what a model file is: architecture, sizes, and how each part is quantized.",
      "Only headers are read, so the size of the file does not matter."
    },
    footer = {
      "",
      "A file's SHA-256 is shown where it is known from before or the file is small.",
      "",
      "Examples:",
      "  tare models inspect model-Q4_K_M.gguf",
      "  tare models inspect model-4bit/ --tensors      a folder of MLX or Hugging Face",
      "  tare models inspect model.onnx --json --sha256"
    })
final class InspectCommand implements Callable<Integer> {
  /** Hashing as much takes less time than starting to. */
  private static final long SMALL_BYTES = 32L << 20;

  private final CommandEnvironment environment;

  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;

  @Parameters(paramLabel = "FILE|DIR", description = "A GGUF, ONNX or SafeTensors model.")
  private Path model;

  @Option(names = "--tensors", description = "List each tensor.")
  private boolean tensors;

  @Option(names = "--json", description = "Print everything as JSON, numbers in base units.")
  private boolean json;

  @Option(names = "--sha256", description = "Read all files for their SHA-256, however large.")
  private boolean sha256;

  InspectCommand(CommandEnvironment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    ModelDescription description = ModelInspector.inspect(model);
    Map<Path, Optional<String>> hashes = hashes(description);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.print(InspectJson.render(description, hashes));
    } else {
      InspectText text = new InspectText(environment.style(common.color()), description);
      out.print(text.render(hashes, tensors));
    }
    return 0;
  }

  private Map<Path, Optional<String>> hashes(ModelDescription description) {
    Map<Path, Optional<String>> hashes = new LinkedHashMap<>();
    for (ModelFile file : description.files()) {
      hashes.put(file.path(), hash(file));
    }
    return hashes;
  }

  private Optional<String> hash(ModelFile file) {
    FileHashes known = FileHashes.standard();
    try {
      if (!sha256 && file.sizeBytes() > SMALL_BYTES) {
        return known.known(file.path());
      }
      PrintWriter err = spec.commandLine().getErr();
      String label = "sha256 of " + file.path().getFileName();
      try (ByteProgress bar = ByteProgress.of(err, environment, label, file.sizeBytes())) {
        return Optional.of(known.of(file.path(), bar));
      }
    } catch (IOException e) {
      throw new InvalidModelException(
          file.path(), "cannot be read (" + IoReason.of(e) + "); check permissions", e);
    }
  }
}
