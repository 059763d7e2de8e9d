package dev.tare.results.cli;

import dev.tare.results.document.Spelling;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.UnmatchedArgumentException;

/** What may have been meant by an unknown option or command. */
final class Suggestions {
  private Suggestions() {}

  static List<String> of(UnmatchedArgumentException e) {
    String typed = e.getUnmatched().get(0).replaceFirst("=.*", "");
    CommandSpec command = e.getCommandLine().getCommandSpec();
    Set<String> known =
        typed.startsWith("-") ? command.optionsMap().keySet() : command.subcommands().keySet();
    return Spelling.near(typed, known);
  }

  /** What is unknown, named singly: what follows it was often right. */
  static String problem(UnmatchedArgumentException e) {
    String typed = e.getUnmatched().get(0);
    if (typed.startsWith("-")) {
      return "unknown option " + typed;
    }
    boolean commands = !e.getCommandLine().getCommandSpec().subcommands().isEmpty();
    return (commands ? "unknown command " : "one argument too many: ") + typed;
  }
}
