package dev.tare.results.cli;

import dev.tare.results.verdict.Policy;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What every command that judges a run understands. */
public final class PolicyOptions {
  @Mixin private final PolicyFileOption file = new PolicyFileOption();

  @Option(
      names = "--run-spread",
      paramLabel = "PERCENT",
      description =
          "Standard deviation of one run's times on this machine, from 0 to 50, where no earlier runs"
              + " tell it; the policy's, or 4.7 as on hosted machines, when not given. With 0 nothing"
              + " is learned from earlier runs either.")
  private Optional<Double> runSpread = Optional.empty();

  @Option(names = "--strict", description = "Exit with 3 when something is inconclusive.")
  private boolean strict;

  /** As long as no option is given. */
  public PolicyOptions() {}

  /**
   * The policy, with what the options change of it.
   *
   * @param environment tells where a policy may lie that is not named
   * @throws UsageException when an option is out of its range
   * @throws dev.tare.results.document.UnreadableDocumentException when the file cannot be used
   */
  public Policy policy(CommandEnvironment environment) {
    double spread = runSpread.orElse(0.0);
    if (!(spread >= 0 && spread <= 50)) {
      throw new UsageException("--run-spread must be from 0 to 50 percent, got " + spread);
    }
    Policy stated = file.read(environment);
    Policy policy = strict ? stated.withInconclusiveIncomplete(true) : stated;
    return runSpread.isPresent() ? policy.withSpreadBetweenRuns(spread / 100) : policy;
  }
}
