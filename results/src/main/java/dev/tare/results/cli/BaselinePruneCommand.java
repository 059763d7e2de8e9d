package dev.tare.results.cli;

import dev.tare.results.document.PlainText;
import dev.tare.results.store.Retention;
import dev.tare.results.store.StoredBaseline;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tare baseline prune}. */
@Command(
    name = "prune",
    description = "Remove baselines that are no longer of use.",
    versionProvider = TareVersion.class,
    sortOptions = false,
    footer = {
      "",
      "A library, JVM or machine that changed gets a baseline of its own, and the old one stays."
          + " With both options a baseline goes only if both let it go.",
      "",
      "Exit codes: 0 also when there was nothing to remove; 2 usage, or a baseline that cannot be"
          + " read, and then nothing was removed.",
      "",
      "Examples:",
      "  tare baseline prune --older-than 90d --dry-run",
      "  tare baseline prune --keep 3 --older-than 26w"
    })
final class BaselinePruneCommand implements Callable<Integer> {
  private static final Pattern AGE = Pattern.compile("([0-9]{1,5})([dw])");
  private static final int DAYS_OF_A_WEEK = 7;

  private final CommandEnvironment environment;

  @Spec private CommandSpec spec;

  @Option(
      names = "--keep",
      paramLabel = "N",
      description = "Keep the N of each suite that were accepted last.")
  private Optional<Integer> keep = Optional.empty();

  @Option(
      names = "--older-than",
      paramLabel = "AGE",
      description = "Remove only what was accepted longer ago, for instance 90d or 26w.")
  private Optional<String> olderThan = Optional.empty();

  @Option(names = "--dry-run", description = "Say what would be removed, and remove nothing.")
  private boolean dryRun;

  @Mixin private final BaselinesFolder baselines = new BaselinesFolder();
  @Mixin private CommonOptions common;

  BaselinePruneCommand(CommandEnvironment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    List<StoredBaseline> removed =
        baselines.store(environment).prune(rule(), environment.clock().instant(), dryRun);
    PrintWriter out = spec.commandLine().getOut();
    removed.forEach(each -> out.println((dryRun ? "would remove " : "removed ") + said(each)));
    if (removed.isEmpty()) {
      out.println("nothing to remove");
    }
    return 0;
  }

  private Retention rule() {
    if (keep.isEmpty() && olderThan.isEmpty()) {
      throw new UsageException("say what may go: --keep N, --older-than AGE, or both");
    }
    if (keep.orElse(1) < 1) {
      throw new UsageException("--keep must be 1 or more, got " + keep.get());
    }
    OptionalInt newest = keep.map(OptionalInt::of).orElseGet(OptionalInt::empty);
    return new Retention(newest, olderThan.map(BaselinePruneCommand::age));
  }

  private static Duration age(String text) {
    Matcher written = AGE.matcher(text);
    if (!written.matches()) {
      throw new UsageException("--older-than takes days or weeks such as 90d or 26w, got " + text);
    }
    long count = Long.parseLong(written.group(1));
    return Duration.ofDays(written.group(2).equals("w") ? DAYS_OF_A_WEEK * count : count);
  }

  private static String said(StoredBaseline each) {
    return PlainText.escaped(each.file().toString())
        + "  "
        + PlainText.oneLine(each.suite())
        + "  "
        + PlainText.oneLine(each.accepted().runId())
        + "  accepted "
        + each.accepted().at();
  }
}
