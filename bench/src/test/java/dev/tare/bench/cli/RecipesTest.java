package dev.tare.bench.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.tare.results.cli.CommandEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** The recipes for build servers are well-formed and call Tare as it is. */
class RecipesTest {
  private static final Path RECIPES = Path.of("../scripts/ci");

  static Stream<Path> recipes() throws IOException {
    try (Stream<Path> files = Files.list(RECIPES)) {
      return files.sorted().toList().stream();
    }
  }

  private static CommandLine tare() {
    CommandEnvironment environment =
        new CommandEnvironment(Map.of(), Optional.empty(), "ci", Clock.systemUTC(), false);
    return Main.commands(environment).setCaseInsensitiveEnumValuesAllowed(true);
  }

  @Test
  void thereIsARecipeForEachServer() throws IOException {
    assertEquals(
        List.of(
            "Jenkinsfile",
            "crontab",
            "github-nightly.yml",
            "github-pull-request.yml",
            "gitlab-ci.yml"),
        recipes().map(file -> file.getFileName().toString()).toList());
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void everyCallOfTareIsOneThatItTakes(Path recipe) throws IOException {
    List<List<String>> calls = calls(recipe);
    TreeSet<String> commands = new TreeSet<>();
    for (List<String> call : calls) {
      tare().parseArgs(call.toArray(String[]::new));
      commands.add(call.get(0));
    }
    assertTrue(commands.containsAll(List.of("gate", "run")), commands.toString());
    // None was overlooked.
    long mentioned =
        Pattern.compile("(?m)^(?!\\s*(#|//)).*?scripts/tare ")
            .matcher(Files.readString(recipe))
            .results()
            .count();
    assertTrue(calls.size() >= mentioned, calls.size() + " of " + mentioned);
  }

  /** What a recipe lets Tare write, it also keeps or shows. */
  @ParameterizedTest
  @MethodSource("recipes")
  void noOutputIsLost(Path recipe) throws IOException {
    String text = Files.readString(recipe);
    List<String> files =
        calls(recipe).stream()
            .flatMap(call -> values(call, "--out").stream())
            .map(value -> value.replaceFirst("^[a-z]+=", ""))
            .toList();
    assertFalse(files.isEmpty());
    for (String file : files) {
      String rest = text.replaceFirst(Pattern.quote(file), "");
      String folder = Path.of(file).getParent() + "/";
      assertTrue(
          Stream.of(file, folder + "\n", folder + "*", "results/nightly.*")
              .anyMatch(rest::contains),
          file);
    }
  }

  /** The values of an option. */
  private static List<String> values(List<String> call, String option) {
    List<String> values = new ArrayList<>();
    for (int i = 1; i < call.size(); i++) {
      if (call.get(i - 1).equals(option)) {
        values.add(call.get(i));
      }
    }
    return values;
  }

  private static List<List<String>> calls(Path recipe) throws IOException {
    List<List<String>> calls = new ArrayList<>();
    for (String script : scripts(recipe)) {
      calls.addAll(ShellScript.calls(script));
    }
    return calls;
  }

  private static List<String> scripts(Path recipe) throws IOException {
    String name = recipe.getFileName().toString();
    if (name.endsWith(".yml")) {
      List<String> texts = new ArrayList<>();
      collect(yaml(recipe), texts);
      return texts;
    }
    String text = Files.readString(recipe);
    return name.equals("Jenkinsfile") ? groovyTexts(text) : List.of(text);
  }

  private static JsonNode yaml(Path file) throws IOException {
    return new YAMLMapper()
        .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
        .readTree(Files.readString(file));
  }

  private static void collect(JsonNode node, List<String> texts) {
    if (node.isTextual()) {
      texts.add(node.asText());
    }
    node.forEach(child -> collect(child, texts));
  }

  private static List<String> groovyTexts(String groovy) {
    Matcher texts = Pattern.compile("(?s)'''(.*?)'''|'([^'\n]*)'").matcher(groovy);
    return texts
        .results()
        .map((MatchResult each) -> Optional.ofNullable(each.group(1)).orElse(each.group(2)))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"github-nightly.yml", "github-pull-request.yml"})
  void aWorkflowOfGithubHasWhatItNeedsAndNoMoreRights(String name) throws IOException {
    JsonNode workflow = yaml(RECIPES.resolve(name));
    assertTrue(workflow.hasNonNull("name") && workflow.get("on").isObject());
    assertEquals("read", workflow.at("/permissions/contents").asText());
    assertEquals(1, workflow.get("jobs").size());
    for (JsonNode job : workflow.get("jobs")) {
      assertTrue(job.hasNonNull("runs-on") && job.get("timeout-minutes").isInt());
      for (JsonNode step : job.get("steps")) {
        assertTrue(step.has("uses") != step.has("run"), step.toString());
        if (step.has("uses")) {
          assertTrue(step.get("uses").asText().matches("actions/[a-z/-]+@v\\d+"), step.toString());
        } else {
          // A title or branch name would be run as a script.
          assertFalse(step.get("run").asText().contains("${{"), step.toString());
          assertTrue(step.hasNonNull("name"), step.toString());
        }
      }
    }
  }

  @Test
  void theProjectUsesTheFirstItself() throws IOException {
    assertEquals(
        Files.readString(RECIPES.resolve("github-nightly.yml")),
        Files.readString(Path.of("../.github/workflows/nightly.yml")));
  }

  /** Beside the folder of results, of which a recipe chooses another. */
  @Test
  void thePolicyOfAPullRequestHolds(@TempDir Path workspace) throws IOException {
    String script = Files.readString(RECIPES.resolve("github-pull-request.yml"));
    Matcher chosen = Pattern.compile("TARE_RESULTS=\\$GITHUB_WORKSPACE/(\\S+?)\"").matcher(script);
    assertTrue(chosen.find());
    Path head = Files.createDirectory(workspace.resolve("head"));
    Files.writeString(head.resolve("tare-policy.yaml"), "falseAlarmsPerRun: 1%\n");
    Map<String, String> variables =
        Map.of("TARE_RESULTS", workspace.resolve(chosen.group(1)).toString());
    CommandEnvironment environment =
        new CommandEnvironment(variables, Optional.of(head), "ci", Clock.systemUTC(), false);
    assertEquals(0.01, environment.policy().falseAlarmsPerRun());
    assertTrue(script.contains("            " + chosen.group(1) + "/runs/\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"github-nightly.yml", "gitlab-ci.yml"})
  void theNewestHundredRunsAreKept(String name, @TempDir Path checkout) throws Exception {
    assertEquals(0, keep(name, checkout), "nothing was measured");
    Path runs = checkout.resolve("results/runs");
    Files.createDirectories(runs);
    for (String file : List.of("20270101T1-aa.json", "20270101T1-aa.jmh.json")) {
      Files.createFile(runs.resolve(file));
    }
    for (int i = 100; i < 205; i++) {
      Files.createFile(checkout.resolve("earlier-runs/20260" + i + "T1-bb.json"));
    }
    assertEquals(0, keep(name, checkout));
    try (Stream<Path> kept = Files.list(checkout.resolve("earlier-runs"))) {
      List<String> names = kept.map(file -> file.getFileName().toString()).sorted().toList();
      assertEquals(100, names.size());
      assertEquals("20260106T1-bb.json", names.get(0));
      assertEquals("20270101T1-aa.json", names.get(99));
    }
  }

  /** Runs what a recipe does with earlier runs, as the server would. */
  private static int keep(String name, Path checkout) throws Exception {
    List<String> texts = new ArrayList<>();
    collect(yaml(RECIPES.resolve(name)), texts);
    // A workflow has it as one text; a job for GitLab as several in a row.
    int last = texts.indexOf(texts.stream().filter(t -> t.contains("tail -n")).findFirst().get());
    int first = last;
    while (!texts.get(first).contains("mkdir -p earlier-runs results/runs")) {
      first--;
    }
    String script = String.join("\n", texts.subList(first, last + 1));
    return new ProcessBuilder("bash", "-e", "-o", "pipefail", "-c", script)
        .directory(checkout.toFile())
        .inheritIO()
        .start()
        .waitFor();
  }

  @Test
  void gitlabShowsTheTestsThatAreWritten() throws IOException {
    JsonNode job = yaml(RECIPES.resolve("gitlab-ci.yml")).get("tare");
    String junit = job.at("/artifacts/reports/junit").asText();
    assertTrue(junit.endsWith(".xml"));
    assertTrue(job.get("script").toString().contains("--out junit=" + junit + " "));
    assertEquals("always", job.at("/artifacts/when").asText());
  }

  @Test
  void theJenkinsfileIsBalancedAndShowsTheTests() throws IOException {
    String text = Files.readString(RECIPES.resolve("Jenkinsfile"));
    String code = text.replaceAll("(?s)'''.*?'''|'[^'\n]*'|\"[^\"\n]*\"|//[^\n]*", "");
    for (String pair : List.of("{}", "()")) {
      assertEquals(count(code, pair.charAt(0)), count(code, pair.charAt(1)), pair);
    }
    assertFalse(code.contains("'") || code.contains("\""), code);
    assertTrue(text.contains("--out junit=tare-report/junit.xml"));
    assertTrue(text.contains("junit testResults: 'tare-report/junit.xml'"));
  }

  private static long count(String text, char c) {
    return text.chars().filter(each -> each == c).count();
  }

  @Test
  void theCrontabHasOneLineThatCronUnderstands() throws IOException {
    String text = Files.readString(RECIPES.resolve("crontab"));
    assertTrue(text.endsWith("\n"));
    List<String> lines = text.lines().filter(line -> !line.startsWith("#")).toList();
    assertEquals(1, lines.size());
    assertTrue(lines.get(0).matches("[0-9]+ [0-9]+ \\* \\* \\* \\S.*"), lines.get(0));
    // Cron takes it for the end of the line.
    assertFalse(lines.get(0).contains("%"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "./scripts/tare diff a b --ot x",
        "scripts/tare gates a",
        "../x/scripts/tare diff a b --out junti=x.xml ; true",
        "true && ./scripts/tare run --blocks",
        "{ ./scripts/tare diff a b c; }"
      })
  void aCallThatTareDoesNotTakeIsFound(String script) {
    List<List<String>> calls = ShellScript.calls(script);
    assertEquals(1, calls.size());
    assertThrows(
        ParameterException.class, () -> tare().parseArgs(calls.get(0).toArray(String[]::new)));
  }

  @Test
  void quotesContinuedLinesAndOperatorsAreUnderstood() {
    assertEquals(
        List.of(
            List.of("run", "--only", "a b", "--x=1"),
            List.of("diff", "a", "b 'c'", ""),
            List.of("diff", "x")),
        ShellScript.calls(
            "./scripts/tare run \\\n  --only 'a b' --x=1 || [ $? -eq 3 ]\n"
                + "# ./scripts/tare none\n"
                + "{ base/scripts/tare diff a \"b 'c'\" ''; } && scripts/tare diff x >y 2>&1\n"));
  }
}
