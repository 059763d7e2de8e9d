package dev.tare.results.cli;

import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.UnmatchedArgumentException;

/** What may have been meant by an unknown option or command. */
final class Suggestions {
  private static final int MOST_EDITS = 2;

  private Suggestions() {}

  static List<String> of(UnmatchedArgumentException e) {
    String typed = e.getUnmatched().get(0).replaceFirst("=.*", "");
    CommandSpec command = e.getCommandLine().getCommandSpec();
    Stream<String> known =
        typed.startsWith("-")
            ? command.optionsMap().keySet().stream()
            : command.subcommands().keySet().stream();
    return known.filter(name -> edits(typed, name) <= MOST_EDITS).sorted().toList();
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

  /** Number of inserted, deleted and replaced characters (Levenshtein). */
  private static int edits(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[to.length()];
  }
}
