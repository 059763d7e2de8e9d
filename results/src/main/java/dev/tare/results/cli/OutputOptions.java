package dev.tare.results.cli;

import dev.tare.results.report.DiffFormat;
import dev.tare.results.report.DiffMarkdown;
import dev.tare.results.report.TerminalStyle;
import dev.tare.results.verdict.Comparison;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** As what a comparison is written, and where to; for every command that compares. */
final class OutputOptions {
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
   * Writes the files, then the terminal's output, then the summary of GitHub's step.
   *
   * @param comparison the comparison
   * @param heading lines that stand before it as text, and alone on a terminal beside a file; none
   *     stand before what programs read
   * @param environment what surrounds the command
   * @param color when to use colour on the terminal
   * @param command gives the terminal's streams
   * @throws dev.tare.results.document.UnwritableFileException when a file cannot be written
   */
  void write(
      Comparison comparison,
      Function<TerminalStyle, String> heading,
      CommandEnvironment environment,
      ColorChoice color,
      CommandLine command) {
    for (OutputTarget target : out) {
      DiffFormat wanted = target.format().orElse(format);
      String above = wanted == DiffFormat.TEXT ? heading.apply(OutputFile.STYLE) : "";
      String text = above + wanted.render(comparison, OutputFile.STYLE, all);
      OutputFile.write(target.file(), text);
    }
    TerminalStyle style = environment.style(color);
    boolean printed = out.stream().allMatch(target -> target.format().isPresent());
    if (!printed || format == DiffFormat.TEXT) {
      command.getOut().print(heading.apply(style));
    }
    if (printed) {
      command.getOut().print(format.render(comparison, style, all));
    }
    // Last: whatever becomes of it, the log has the verdict.
    if (isFor(DiffFormat.GITHUB)) {
      command.getOut().flush();
      summarize(comparison, environment, command);
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
