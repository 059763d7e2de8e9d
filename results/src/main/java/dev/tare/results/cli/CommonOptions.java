package dev.tare.results.cli;

import picocli.CommandLine.Option;

/** What every command understands. */
public final class CommonOptions {
  @Option(
      names = "--color",
      paramLabel = "WHEN",
      defaultValue = "auto",
      description = "auto, always or never; auto honours NO_COLOR.")
  private ColorChoice color = ColorChoice.AUTO;

  @Option(names = "--debug", description = "Print the stack trace of an error.")
  private boolean debug;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Print this help.")
  private boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Print the version.")
  private boolean version;

  /** Made by picocli. */
  public CommonOptions() {}

  /** When to use colour. */
  public ColorChoice color() {
    return color;
  }
}
