package dev.tare.results.cli;

import dev.tare.results.policy.PolicyFile;
import dev.tare.results.verdict.Policy;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where a project's policy lies, for every command that reads one. */
public final class PolicyFileOption {
  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description =
          "Tolerances, budgets, known changes and mutes as YAML; tare-policy.yaml beside the folder"
              + " results when it is there and none is given.")
  private Optional<Path> file = Optional.empty();

  /** As long as no file is named. */
  public PolicyFileOption() {}

  /**
   * The policy.
   *
   * @param environment tells where a policy may lie that is not named
   * @throws dev.tare.results.document.UnreadableDocumentException when the file cannot be used
   */
  Policy read(CommandEnvironment environment) {
    return file.map(PolicyFile::read).orElseGet(environment::policy);
  }
}
