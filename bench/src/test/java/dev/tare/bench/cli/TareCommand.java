package dev.tare.bench.cli;

import dev.tare.results.cli.CommandEnvironment;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Runs commands in this process and keeps what the last one printed. */
final class TareCommand {
  /** What the last command printed. */
  final StringWriter out = new StringWriter();

  /** What the last command said beside it. */
  final StringWriter err = new StringWriter();

  /** Runs {@code tare ARGS} in {@code home}, without a terminal, in UTF-8; gives the exit code. */
  int run(Path home, String... args) {
    return run(home, Map.of(), false, args);
  }

  /** Runs with more variables set, as if standard output were a terminal or not. */
  int run(Path home, Map<String, String> variables, boolean terminal, String... args) {
    Map<String, String> all = new HashMap<>(Map.of("LC_ALL", "C.UTF-8"));
    all.putAll(variables);
    CommandEnvironment environment =
        new CommandEnvironment(all, Optional.of(home), "tester", Clock.systemUTC(), terminal);
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    return Main.run(environment, new PrintWriter(out, true), new PrintWriter(err, true), args);
  }
}
