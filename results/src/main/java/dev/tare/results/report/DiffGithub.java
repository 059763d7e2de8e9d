package dev.tare.results.report;

import dev.tare.results.document.PlainText;
import dev.tare.results.verdict.Comparison;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A comparison as workflow commands of GitHub Actions, which make annotations of a run, and a line
 * that sums it up.
 */
public final class DiffGithub {
  /** GitHub shows so many annotations of each kind for a step; further ones vanish silently. */
  static final int MOST_OF_A_KIND = 10;

  private static final int MOST_LINES = 10;

  private final TerminalStyle style;
  private final StringBuilder out = new StringBuilder();
  private final Map<Standing.Annotation, Integer> wanted = new EnumMap<>(Standing.Annotation.class);

  private DiffGithub(TerminalStyle style) {
    this.style = style;
  }

  /**
   * The comparison as lines for the log of a step.
   *
   * @param comparison the comparison
   * @param style what the log can show
   * @return lines that end with {@code \n}; each is a command but for the last
   */
  public static String render(Comparison comparison, TerminalStyle style) {
    return render(comparison, Outcome.all(comparison, new RowText(style)), style);
  }

  static String render(Comparison comparison, List<Outcome> outcomes, TerminalStyle style) {
    return new DiffGithub(style).text(comparison, outcomes);
  }

  private String text(Comparison comparison, List<Outcome> outcomes) {
    Map<Standing, Integer> shares = shares(outcomes);
    for (Outcome outcome : outcomes) {
      if (shares.merge(outcome.standing(), -1, Integer::sum) >= 0) {
        annotation(outcome);
      }
    }
    out.append("Tare: ").append(Headline.of(comparison));
    out.append(" (").append(Headline.counts(comparison, ", ")).append(')');
    out.append(unseen()).append('\n');
    return style.shown(out.toString());
  }

  /**
   * How many outcomes of a standing are annotated: of each some, so that many budgets do not hide
   * the one fork that failed.
   */
  private Map<Standing, Integer> shares(List<Outcome> outcomes) {
    Map<Standing, Integer> left = new EnumMap<>(Standing.class);
    for (Outcome outcome : outcomes) {
      Standing.Annotation kind = outcome.standing().annotation();
      if (kind != Standing.Annotation.NONE) {
        left.merge(outcome.standing(), 1, Integer::sum);
        wanted.merge(kind, 1, Integer::sum);
      }
    }
    Map<Standing, Integer> shares = new EnumMap<>(Standing.class);
    Map<Standing.Annotation, Integer> given = new EnumMap<>(Standing.Annotation.class);
    while (!left.isEmpty()) {
      for (Standing standing : List.copyOf(left.keySet())) {
        if (given.merge(standing.annotation(), 1, Integer::sum) <= MOST_OF_A_KIND) {
          shares.merge(standing, 1, Integer::sum);
        }
        left.computeIfPresent(standing, (s, count) -> count == 1 ? null : count - 1);
      }
    }
    return shares;
  }

  private void annotation(Outcome outcome) {
    Standing standing = outcome.standing();
    String title = standing.word() + ": " + outcome.group() + " " + outcome.name();
    String message =
        outcome.lines().stream()
            .limit(MOST_LINES)
            .map(PlainText::note)
            .collect(Collectors.joining("\n"));
    out.append("::")
        .append(standing.annotation().command())
        .append(" title=")
        .append(property(PlainText.oneLine(title)))
        .append("::")
        // A command without a message makes no annotation.
        .append(data(message.isEmpty() ? standing.word() : message))
        .append('\n');
  }

  private String unseen() {
    List<String> parts = new ArrayList<>();
    wanted.forEach(
        (annotation, count) -> {
          int more = count - MOST_OF_A_KIND;
          if (more > 0) {
            parts.add(more + " more " + annotation.command() + (more == 1 ? "" : "s"));
          }
        });
    return parts.isEmpty()
        ? ""
        : "; not annotated, as GitHub shows "
            + MOST_OF_A_KIND
            + " of a kind: "
            + String.join(", ", parts);
  }

  /** The escapes that GitHub's runner takes back in the message of a command. */
  private static String data(String text) {
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
  }

  /** The same for a command's property, which a colon or comma would end. */
  private static String property(String text) {
    return data(text).replace(":", "%3A").replace(",", "%2C");
  }
}
