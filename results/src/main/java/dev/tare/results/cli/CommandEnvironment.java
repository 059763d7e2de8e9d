package dev.tare.results.cli;

import dev.tare.results.policy.PolicyFile;
import dev.tare.results.report.TerminalStyle;
import dev.tare.results.store.BaselineStore;
import dev.tare.results.store.RunStore;
import dev.tare.results.verdict.Policy;
import java.io.Console;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What surrounds a command, so that tests can set it.
 *
 * @param variables environment variables
 * @param home the checkout, when the launcher names it
 * @param user who runs the command
 * @param clock the time
 * @param terminal whether the output goes to a terminal
 */
public record CommandEnvironment(
    Map<String, String> variables,
    Optional<Path> home,
    String user,
    Clock clock,
    boolean terminal) {
  private static final int DEFAULT_WIDTH = 80;
  private static final int LEAST_WIDTH = 40;
  private static final int MOST_WIDTH = 200;

  /** The real one. */
  public static CommandEnvironment system() {
    return new CommandEnvironment(
        environmentVariables(),
        Optional.ofNullable(System.getProperty("tare.home")).map(Path::of),
        System.getProperty("user.name", "unknown"),
        Clock.systemUTC(),
        isTerminal(System.console()));
  }

  /** The launcher changes the locale of one that takes ASCII alone, and says so. */
  private static Map<String, String> environmentVariables() {
    Map<String, String> variables = new HashMap<>(System.getenv());
    if (Boolean.getBoolean("tare.ascii")) {
      variables.put("LC_ALL", "C");
    }
    return variables;
  }

  /** From JDK 22 on there is a console without a terminal, which says so itself. */
  private static boolean isTerminal(Console console) {
    if (console == null) {
      return false;
    }
    try {
      return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return true;
    }
  }

  /**
   * The folder of runs and baselines: {@code $TARE_RESULTS}, else {@code results} of the checkout.
   */
  public Path results() {
    return variable("TARE_RESULTS")
        .map(Path::of)
        .orElseGet(() -> home.orElse(Path.of("")).resolve("results"));
  }

  /** The store of runs. */
  public RunStore runs() {
    return new RunStore(results().resolve("runs"));
  }

  /** The store of baselines. */
  public BaselineStore baselines() {
    return new BaselineStore(results().resolve("baselines"));
  }

  /**
   * The policy that holds when none is named: {@code tare-policy.yaml} beside the folder of
   * results, else the standard one.
   *
   * @throws dev.tare.results.document.UnreadableDocumentException when there is one that cannot be
   *     used
   */
  public Policy policy() {
    Path file = results().toAbsolutePath().normalize().resolveSibling(PolicyFile.NAME);
    // A link that leads nowhere is an error, too, and not a missing policy.
    return Files.exists(file, LinkOption.NOFOLLOW_LINKS)
        ? PolicyFile.read(file)
        : Policy.standard();
  }

  /** A variable that is set and not empty. */
  public Optional<String> variable(String name) {
    return Optional.ofNullable(variables.get(name)).filter(value -> !value.isEmpty());
  }

  /** What the output can show. */
  public TerminalStyle style(ColorChoice color) {
    boolean colored =
        switch (color) {
          case ALWAYS -> true;
          case NEVER -> false;
          case AUTO ->
              terminal
                  && variable("NO_COLOR").isEmpty()
                  && !variables.getOrDefault("TERM", "").equals("dumb");
        };
    return new TerminalStyle(colored, unicode(), width());
  }

  private int width() {
    try {
      int columns = variable("COLUMNS").map(Integer::parseInt).orElse(DEFAULT_WIDTH);
      return Math.max(LEAST_WIDTH, Math.min(MOST_WIDTH, columns));
    } catch (NumberFormatException e) {
      return DEFAULT_WIDTH;
    }
  }

  private boolean unicode() {
    String locale =
        variable("LC_ALL")
            .or(() -> variable("LC_CTYPE"))
            .or(() -> variable("LANG"))
            .orElse("")
            .toUpperCase(Locale.ROOT);
    return locale.contains("UTF-8") || locale.contains("UTF8");
  }

  /** The character set that the output takes. */
  public Charset charset() {
    return unicode() ? StandardCharsets.UTF_8 : StandardCharsets.US_ASCII;
  }
}
