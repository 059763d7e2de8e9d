package dev.tare.results.cli;

import dev.tare.results.document.AtomicFile;
import dev.tare.results.report.DiffFormat;
import dev.tare.results.report.DiffMarkdown;
import dev.tare.results.report.TerminalStyle;
import dev.tare.results.verdict.Comparison;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** As what a comparison is written, and where to; for every command that compares. */
final class OutputOptions {
  private static final TerminalStyle FILE = new TerminalStyle(false, true, 100);

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description =
          "text, markdown, json, junit or github. With github, Markdown is appended to the step's"
              + " summary, too.")
  private DiffFormat format = DiffFormat.TEXT;

  @Option(
      names = "--out",
      paramLabel = "[FORMAT=]FILE",
      converter = OutputTarget.Converter.class,
      description =
          "Write to a file; with FORMAT= in that format and beside the other output. Can be"
              + " repeated.")
  private List<OutputTarget> out = new ArrayList<>();

  @Option(names = "--all", description = "List unchanged and inconclusive metrics too.")
  private boolean all;

  /** Made by picocli. */
  OutputOptions() {}

  /**
   * To be called before anything is read.
   *
   * @throws UsageException when two outputs would go to one place
   */
  void check() {
    if (out.stream().filter(target -> target.format().isEmpty()).count() > 1) {
      throw new UsageException(
          "--out FILE is where the output of --format goes, and stands once; write --out"
              + " FORMAT=FILE for further ones");
    }
    Set<Path> files = new HashSet<>();
    for (OutputTarget target : out) {
      if (!files.add(target.file().toAbsolutePath().normalize())) {
        throw new UsageException("two outputs cannot go to " + target.file());
      }
    }
  }

  /**
   * Writes the files, then the summary of GitHub's step, then the terminal's output.
   *
   * @param comparison the comparison
   * @param heading lines that stand before it on the terminal, unless that gets what programs read
   * @param environment what surrounds the command
   * @param color when to use colour on the terminal
   * @param command gives the terminal's streams
   * @throws dev.tare.results.document.UnwritableFileException when a file cannot be written
   */
  void write(
      Comparison comparison,
      String heading,
      CommandEnvironment environment,
      ColorChoice color,
      CommandLine command) {
    for (OutputTarget target : out) {
      String text = target.format().orElse(format).render(comparison, FILE, all);
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      AtomicFile.write(target.file(), stream -> stream.write(bytes));
    }
    if (isFor(DiffFormat.GITHUB)) {
      summarize(comparison, environment, command);
    }
    boolean printed = out.stream().allMatch(target -> target.format().isPresent());
    if (!printed || format == DiffFormat.TEXT) {
      command.getOut().print(heading);
    }
    if (printed) {
      command.getOut().print(format.render(comparison, environment.style(color), all));
    }
  }

  private boolean isFor(DiffFormat wanted) {
    return format == wanted
        || out.stream().anyMatch(target -> target.format().filter(wanted::equals).isPresent());
  }

  private void summarize(
      Comparison comparison, CommandEnvironment environment, CommandLine command) {
    Optional<Path> file = environment.variable(StepSummary.VARIABLE).map(Path::of);
    if (file.isPresent()
        && !StepSummary.append(
            file.get(), most -> DiffMarkdown.render(comparison, true, all, most))) {
      command
          .getErr()
          .println("tare: the step's summary is full; Markdown is written by --out markdown=FILE");
    }
  }
}
