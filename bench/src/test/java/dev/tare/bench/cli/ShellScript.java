package dev.tare.bench.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the calls of Tare in a shell script, as far as recipes need it. */
final class ShellScript {
  private static final Pattern CALL =
      Pattern.compile("(?<=^|[\\s;{(])[\\w./-]*scripts/tare(?=\\s)");

  private ShellScript() {}

  /** The arguments of each call: what stands behind {@code scripts/tare} up to an operator. */
  static List<List<String>> calls(String script) {
    List<List<String>> calls = new ArrayList<>();
    for (String line : script.replaceAll("\\\\\\n", " ").split("\\n")) {
      Matcher call = CALL.matcher(line);
      while (!line.strip().startsWith("#") && call.find()) {
        calls.add(words(line.substring(call.end())));
      }
    }
    return calls;
  }

  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean begun = false;
    char quote = 0;
    for (char c : text.toCharArray()) {
      if (quote != 0) {
        quote = c == quote ? 0 : quote;
        if (quote != 0) {
          word.append(c);
        }
      } else if (c == '"' || c == '\'') {
        quote = c;
        begun = true;
      } else if ("|&;<>".indexOf(c) >= 0) {
        // The number of a redirected stream is no argument.
        begun &= !(c == '>' && word.toString().matches("\\d"));
        break;
      } else if (Character.isWhitespace(c)) {
        if (begun) {
          words.add(word.toString());
        }
        word.setLength(0);
        begun = false;
      } else {
        word.append(c);
        begun = true;
      }
    }
    if (quote != 0) {
      throw new IllegalArgumentException("a quote is not closed: " + text);
    }
    if (begun) {
      words.add(word.toString());
    }
    return words;
  }
}
