package dev.tare.results.report;

import dev.tare.results.verdict.Comparison;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a comparison can be written as. */
public enum DiffFormat {
  /** For a terminal. */
  TEXT("text", DiffText::render),
  /** For a pull request's comment. */
  MARKDOWN(
      "markdown",
      (comparison, style, all) -> DiffMarkdown.render(comparison, style.unicode(), all)),
  /** For programs: everything. */
  JSON("json", (comparison, style, all) -> DiffJson.render(comparison)),
  /** For build servers that show tests. */
  JUNIT("junit", (comparison, style, all) -> DiffJunit.render(comparison)),
  /** For the log of GitHub Actions. */
  GITHUB("github", (comparison, style, all) -> DiffGithub.render(comparison, style));

  /** Writes a comparison. */
  private interface Renderer {
    String render(Comparison comparison, TerminalStyle style, boolean all);
  }

  private final String id;
  private final Renderer renderer;

  DiffFormat(String id, Renderer renderer) {
    this.id = id;
    this.renderer = renderer;
  }

  /** The word for it on the command line. */
  public String id() {
    return id;
  }

  /** The constant whose {@link #id()} is the given word, in whatever case. */
  public static Optional<DiffFormat> of(String id) {
    return Arrays.stream(values()).filter(each -> each.id.equalsIgnoreCase(id)).findFirst();
  }

  /** {@code text, markdown, json, junit, github}. */
  public static String ids() {
    return Arrays.stream(values()).map(DiffFormat::id).collect(Collectors.joining(", "));
  }

  /**
   * The comparison in this format.
   *
   * @param comparison the comparison
   * @param style what the terminal or file can show
   * @param all whether text and Markdown list one by one what they only count otherwise
   * @return lines that end with {@code \n}
   */
  public String render(Comparison comparison, TerminalStyle style, boolean all) {
    return renderer.render(comparison, style, all);
  }
}
