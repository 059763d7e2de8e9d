package dev.tare.results.policy;

import dev.tare.results.document.PlainText;
import dev.tare.results.document.UnreadableDocumentException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what is wrong with a policy, so that all of it is said at once. */
final class Problems {
  private static final int MOST = 20;
  private static final int LONGEST = 60;

  private record Problem(int line, String text) {}

  private final List<Problem> problems = new ArrayList<>();

  /**
   * Notes a problem.
   *
   * @param line where, from 1
   * @param place the key, as in {@code rules[0].tolerance}; empty for the document as a whole
   * @param what what is wrong
   */
  void add(int line, String place, String what) {
    problems.add(new Problem(line, (place.isEmpty() ? "the policy" : place) + " " + what));
  }

  /**
   * Throws everything that was collected, in the order of the file.
   *
   * @throws UnreadableDocumentException when anything was; its message is one line
   */
  void throwIfAny(Path file) {
    if (problems.isEmpty()) {
      return;
    }
    List<String> texts = new ArrayList<>();
    problems.stream()
        .sorted(Comparator.comparingInt(Problem::line))
        .limit(MOST)
        .forEach(problem -> texts.add("line " + problem.line + ": " + problem.text));
    if (problems.size() > MOST) {
      texts.add("and " + (problems.size() - MOST) + " more");
    }
    throw new UnreadableDocumentException(file, String.join(" | ", texts), null);
  }

  /** A piece of the file in a message. */
  static String quoted(String text) {
    return '"' + shortened(text) + '"';
  }

  /** At most 60 harmless characters. */
  static String shortened(String text) {
    String plain = PlainText.escaped(text.substring(0, Math.min(LONGEST, text.length())));
    return text.length() <= LONGEST ? plain : plain + "...";
  }
}
