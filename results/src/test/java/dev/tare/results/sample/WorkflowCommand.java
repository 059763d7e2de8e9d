package dev.tare.results.sample;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A workflow command as the runner of GitHub Actions reads it from a line of a log, written after
 * the behaviour of {@code ActionCommand} in actions/runner.
 *
 * @param name for instance {@code error}, in lower case
 * @param properties by name
 * @param data what the command is about
 */
public record WorkflowCommand(String name, Map<String, String> properties, String data) {
  private static final List<String> KNOWN =
      List.of(
          "add-mask",
          "add-matcher",
          "add-path",
          "debug",
          "echo",
          "endgroup",
          "error",
          "group",
          "notice",
          "remove-matcher",
          "save-state",
          "set-env",
          "set-output",
          "stop-commands",
          "warning");

  /** The command in a line, when it holds one. */
  public static Optional<WorkflowCommand> in(String line) {
    return current(line).or(() -> old(line));
  }

  /** {@code ::name key=value,key=value::data}, behind nothing but spaces. */
  private static Optional<WorkflowCommand> current(String line) {
    String text = line.replaceFirst("^[\\s\\p{Z}]+", "");
    int end = text.startsWith("::") ? text.indexOf("::", 2) : -1;
    if (end < 0) {
      return Optional.empty();
    }
    return command(text.substring(2, end), ",", unescaped(text.substring(end + 2)));
  }

  /** {@code ##[name key=value;key=value]data}, anywhere in a line. */
  private static Optional<WorkflowCommand> old(String line) {
    int begin = line.indexOf("##[");
    int end = begin < 0 ? -1 : line.indexOf(']', begin);
    return end < 0
        ? Optional.empty()
        : command(line.substring(begin + 3, end), ";", line.substring(end + 1));
  }

  private static Optional<WorkflowCommand> command(String head, String separator, String data) {
    String[] parts = head.split(" ", 2);
    String name = parts[0].toLowerCase(Locale.ROOT);
    if (!KNOWN.contains(name)) {
      return Optional.empty();
    }
    Map<String, String> properties = new TreeMap<>();
    for (String property : (parts.length == 2 ? parts[1] : "").split(separator)) {
      String[] pair = property.trim().split("=", 2);
      if (pair.length == 2) {
        properties.put(pair[0], unescaped(pair[1].replace("%3A", ":").replace("%2C", ",")));
      }
    }
    return Optional.of(new WorkflowCommand(name, properties, data));
  }

  private static String unescaped(String text) {
    return text.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%");
  }
}
