package dev.tare.results.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tare.results.document.UnreadableDocumentException;
import dev.tare.results.run.Assumption;
import dev.tare.results.run.Better;
import dev.tare.results.run.MetricKind;
import dev.tare.results.stats.SpreadPrior;
import dev.tare.results.verdict.Bound;
import dev.tare.results.verdict.Budget;
import dev.tare.results.verdict.Criterion;
import dev.tare.results.verdict.KnownChange;
import dev.tare.results.verdict.Mute;
import dev.tare.results.verdict.Policy;
import dev.tare.results.verdict.Subject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyFileTest {
  static final Path EXAMPLE = Path.of("../scripts/policy.example.yaml");

  private static final Locale BEFORE = Locale.getDefault();
  private static final MetricKind DECODE =
      new MetricKind("decodeTokensPerSecond", "tokens/s", Better.HIGHER, Assumption.NOISY);
  private static final MetricKind LOAD =
      new MetricKind("loadTimeNs", "ns", Better.LOWER, Assumption.NOISY);
  private static final MetricKind COSINE =
      new MetricKind("cosineMean", "1", Better.HIGHER, Assumption.NOISY);
  private static final MetricKind SIZE =
      new MetricKind("fileSizeBytes", "bytes", Better.LOWER, Assumption.EXACT);
  private static final MetricKind HASH =
      new MetricKind("outputHash", "1", Better.SAME, Assumption.EXACT);

  @TempDir private Path folder;

  @AfterEach
  void restoresTheLocale() {
    Locale.setDefault(BEFORE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"en-US", "ar-EG", "tr-TR"})
  void theExampleMeansWhatItsCommentsSay(String locale) {
    Locale.setDefault(Locale.forLanguageTag(locale));
    Policy policy = PolicyFile.read(EXAMPLE);
    assertEquals(Optional.of("policy.example.yaml"), policy.source());
    assertEquals(0.05, policy.falseAlarmsPerRun());
    assertEquals(0.95, policy.confidence());
    assertFalse(policy.inconclusiveIsIncomplete());
    Subject cell = subject("TokenGenerationBenchmark.decode", "Q4_0");
    assertEquals(
        new Criterion.Relative(0.03, 0, Policy.HOSTED_MACHINES), policy.criterionFor(cell, DECODE));
    assertEquals(
        new Criterion.Relative(Double.MIN_NORMAL, 50e6, Policy.HOSTED_MACHINES),
        policy.criterionFor(cell, LOAD));
    assertEquals(new Criterion.Absolute(0.0002), policy.criterionFor(cell, COSINE));
    assertEquals(
        new Criterion.Relative(0.01, 0, SpreadPrior.NONE), policy.criterionFor(cell, SIZE));
    assertEquals(new Criterion.Informational(), policy.criterionFor(cell, HASH));
    Subject preprocess = subject("ImageEmbeddingBenchmark.preprocess", "FP32");
    MetricKind time = new MetricKind("preprocessTimeNs", "ns", Better.LOWER, Assumption.NOISY);
    assertEquals(0.1, ((Criterion.Relative) policy.criterionFor(preprocess, time)).tolerance());
  }

  @Test
  void theExamplesBudgetsAreInBaseUnits() {
    List<Budget> budgets = PolicyFile.read(EXAMPLE).budgets();
    assertEquals(
        List.of(
            "< 2 GiB = 2.147483648E9 bytes",
            "<= 512 MiB = 5.36870912E8 bytes",
            "< 60 s = 6.0E10 ns",
            ">= 9 tok/s = 9.0 tokens/s",
            ">= 0.98 = 0.98 1",
            "< 3 GiB = 3.221225472E9 bytes",
            "< 5 s = 5.0E9 ns"),
        budgets.stream()
            .map(budget -> budget.text() + " = " + budget.limit() + " " + budget.unit())
            .toList());
    assertEquals(Bound.BELOW, budgets.get(0).bound());
    assertEquals(Optional.of("the smallest laptop has 8 GB"), budgets.get(0).reason());
    assertEquals(Optional.empty(), budgets.get(1).reason());
    assertTrue(budgets.get(3).isOf(subject("X.x", "Q4_0"), DECODE));
    assertFalse(budgets.get(3).isOf(subject("X.x", "Q4_0"), LOAD));
  }

  @Test
  void theExamplesExcusesHaveDates() {
    Policy policy = PolicyFile.read(EXAMPLE);
    KnownChange known = policy.knownChanges().get(0);
    assertEquals(LocalDate.parse("2026-11-02"), known.date());
    assertEquals(
        "known since 2026-11-02 (commit 3f2a91c): weights are repacked at load", known.text());
    assertTrue(known.selector().matches(subject("ModelLoadBenchmark.load", "Q4_0"), LOAD));
    assertFalse(known.selector().matches(subject("ModelLoadBenchmark.load", "Q4_K_M"), LOAD));
    Mute mute = policy.mutes().get(0);
    assertEquals("muted until 2026-12-31: the runner's disk is being replaced", mute.text());
    assertTrue(mute.selector().matches(subject("ModelLoadBenchmark.load", "Q8_0"), LOAD));
    assertFalse(mute.selector().matches(subject("TokenGenerationBenchmark.decode", "F16"), LOAD));
  }

  @Test
  void whatAPolicyDoesNotSayIsStandard() throws IOException {
    Policy policy = read("inconclusive: incomplete\nbudgets:\nrules: []\n");
    assertTrue(policy.inconclusiveIsIncomplete());
    Policy standard = Policy.standard();
    assertEquals(standard.confidence(), policy.confidence());
    assertEquals(standard.falseAlarmsPerRun(), policy.falseAlarmsPerRun());
    assertEquals(standard.seed(), policy.seed());
    assertEquals(standard.rules().size(), policy.rules().size());
    assertEquals(List.of(), policy.budgets());
    Subject cell = subject("X.x", "v");
    for (MetricKind kind : List.of(DECODE, LOAD, COSINE, SIZE, HASH)) {
      assertEquals(standard.criterionFor(cell, kind), policy.criterionFor(cell, kind));
    }
  }

  @Test
  void theRatesAndTheSpreadAreShares() throws IOException {
    Policy policy =
        read(
            "falseAlarmsPerRun: 1 %\nconfidence: '99.9%'\nrunSpread: 1.7%\nrules:\n"
                + "- {metric: loadTimeNs, tolerance: 0.7%}\n");
    assertEquals(0.01, policy.falseAlarmsPerRun());
    assertEquals(0.999, policy.confidence());
    SpreadPrior spread = new SpreadPrior(0.017, 30);
    Subject cell = subject("X.x", "v");
    assertEquals(new Criterion.Relative(0.007, 0, spread), policy.criterionFor(cell, LOAD));
    assertEquals(new Criterion.Relative(0.05, 0, spread), policy.criterionFor(cell, DECODE));
    assertEquals(new Criterion.Equality(), policy.criterionFor(cell, SIZE));
  }

  @Test
  void aMetricOfAnyNameIsNone() throws IOException {
    Policy policy = read("rules:\n- {metric: .*, tolerance: 20%}\n");
    Subject cell = subject("X.x", "v");
    assertEquals(0.2, ((Criterion.Relative) policy.criterionFor(cell, LOAD)).tolerance());
    assertEquals(new Criterion.Equality(), policy.criterionFor(cell, HASH));
    assertEquals(new Criterion.Absolute(5e-4), policy.criterionFor(cell, COSINE));
  }

  @Test
  void aRuleMayStateTheDirection() throws IOException {
    Policy policy = read("rules:\n- {metric: loadTimeNs, tolerance: exact, better: higher}\n");
    assertEquals(Better.HIGHER, policy.directed(subject("X.x", "v"), LOAD).better());
    assertEquals(new Criterion.Equality(), policy.criterionFor(subject("X.x", "v"), LOAD));
  }

  @ParameterizedTest
  @CsvSource({
    "< 2 GiB, BELOW, 2147483648, bytes, < 2 GiB",
    "<2GiB, BELOW, 2147483648, bytes, < 2GiB",
    "<= 1.5 kB, AT_MOST, 1500, bytes, <= 1.5 kB",
    "> 3 MB/s, ABOVE, 3000000, bytes/s, > 3 MB/s",
    ">= 9 tokens/s, AT_LEAST, 9, tokens/s, >= 9 tokens/s",
    "\u2264 500 ms, AT_MOST, 500000000, ns, <= 500 ms",
    "\u2265 99.95%, AT_LEAST, 0.9995, 1, >= 99.95%",
    "< 1e-3 s, BELOW, 1000000, ns, < 1e-3 s",
    "< 250 \u00b5s, BELOW, 250000, ns, < 250 \u00b5s",
    "< 250 \u03bcs, BELOW, 250000, ns, < 250 \u03bcs",
    "< 2 min, BELOW, 120000000000, ns, < 2 min",
    "> -0.5, ABOVE, -0.5, 1, > -0.5",
    "< 3 J/token, BELOW, 3, J/token, < 3 J/token",
    ">= 1000 ops/s, AT_LEAST, 1000, 1/s, >= 1000 ops/s"
  })
  void aLimitIsWrittenAsPeopleDo(String text, Bound bound, double limit, String unit, String shown)
      throws IOException {
    Budget budget = read("budgets:\n- {metric: a, limit: \"" + text + "\"}\n").budgets().get(0);
    assertEquals(bound, budget.bound());
    assertEquals(limit, budget.limit());
    assertEquals(unit, budget.unit());
    assertEquals(shown, budget.text());
  }

  @Test
  void everythingThatIsWrongIsSaidAtOnceInTheOrderOfTheFile() throws IOException {
    String message =
        refused(
            """
            falseAlarmsPerRun: 5
            runSpred: 2%
            rules:
              - {metric: "a(", tolerance: 3%}
              - {tolerance: 5}
              - just this
            budgets:
              - {metric: a, limit: 2 GiB}
              - {limit: "< 2 gib"}
            known:
              - {date: 2026-02-30, reason: x}
            muted:
              - {metric: a, until: 2026-12-31}
            """);
    List<String> problems = List.of(message.substring(message.indexOf(": ") + 2).split(" \\| "));
    assertEquals(
        List.of(
            "line 1: falseAlarmsPerRun must be a percentage above 0 % and 50 % at most, such as 5%,"
                + " got \"5\"",
            "line 2: the policy has the unknown key \"runSpred\"; did you mean runSpread?",
            "line 4: rules[0].metric is no regular expression (Unclosed group); any text is .*, got"
                + " \"a(\"",
            "line 5: rules[1] says not of what; give metric, benchmark, family, variant or several",
            "line 5: rules[1].tolerance must be a share such as 3%, an amount such as 0.0005"
                + " absolute, exact or ignore, got \"5\"",
            "line 6: rules[2] must be a mapping with keys such as metric, is the text \"just"
                + " this\"",
            "line 8: budgets[0].limit must be a bound and an amount, such as \"< 2 GiB\" or \">= 9"
                + " tok/s\", got \"2 GiB\"",
            "line 9: budgets[1] lacks the key metric, as in metric: peakRssAnonBytes",
            "line 9: budgets[1].limit has the unknown unit \"gib\"; did you mean GiB?",
            "line 11: known[0].date must be a day such as 2026-12-31, got \"2026-02-30\"",
            "line 13: muted[0] lacks the key reason, as in reason: flaky disk"),
        problems);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "confidence: 50% | must be a percentage above 50 % and below 100 %",
        "confidence: 100% | must be a percentage above 50 % and below 100 %",
        "falseAlarmsPerRun: 0% | must be a percentage above 0 %",
        "falseAlarmsPerRun: 51% | must be a percentage above 0 % and 50 % at most",
        "falseAlarmsPerRun: -5% | must be a percentage",
        "falseAlarmsPerRun: NaN | must be a percentage",
        "falseAlarmsPerRun: [5%] | must be a text or number, is a list",
        "falseAlarmsPerRun: | must be a text or number, is empty",
        "runSpread: 51% | must be a percentage from 0 % to 50 %",
        "inconclusive: no | must be allowed or incomplete, got \"no\"",
        "rules: 3% | rules must be a list, is the text \"3%\"",
        "rules: [{metric: a}] | lacks the key tolerance, as in tolerance: 5%",
        "rules: [{metric: a, tolerance: 0%}] | must be a percentage above 0 %",
        "rules: [{metric: a, tolerance: 1001%}] | above 0 % and 1000 % at most",
        "rules: [{metric: a, tolerance: 0 absolute}] | must be above 0",
        "rules: [{metric: a, tolerance: -1 absolute}] | must be above 0",
        "rules: [{metric: a, tolerance: 5 sec absolute}] | unknown unit \"sec\"",
        "rules: [{family: a, tolerance: 5 ms absolute}] | absolute tolerance, which needs a metric",
        "rules: [{metric: a, tolerance: 3%, better: more}] | must be higher, lower or same",
        "rules: [{metric: a, tolerance: 3%, metrik: b}] | unknown key \"metrik\"; did you mean metric?",
        "rules: [{metric: a, metric: b, tolerance: 3%}] | has the key \"metric\" twice",
        "budgets: [{metric: a, limit: '< -2 GiB'}] | must not be below 0",
        "budgets: [{metric: a, limit: '<'}] | must be a bound and an amount",
        "budgets: [{metric: a, limit: '== 5'}] | must be a bound and an amount",
        "budgets: [{metric: a, limit: '< five'}] | must be a number with a unit",
        "budgets: [{metric: a, limit: '< 1e999'}] | has the unknown unit \"e999\"",
        "budgets: [{metric: a, limit: '< 5 parsecs'}] | unknown unit \"parsecs\"; there are B,",
        "known: [{date: 2026-11-20}] | lacks the key reason",
        "known: [{date: 20.11.2026, reason: x}] | must be a day such as 2026-12-31",
        "known: [{date: 1999-11-20, reason: x}] | must be in the years 2000 to 2100",
        "muted: [{until: 2026-11-20, reason: x}] | says not of what",
        "muted: [{metric: a, until: 2999-11-20, reason: x}] | must be in the years 2000 to 2100",
        "muted: [{metric: *Bytes, until: 2026-11-20, reason: x}] | aliases such as *Bytes",
        "muted: [{metric: '*Bytes', until: 2026-11-20, reason: x}] | Dangling meta character",
        "budgets: [{metric: a, limit: > 9 tok/s}] | write limits in quotes",
        "- rules | the policy must be a mapping with keys such as falseAlarmsPerRun, is a list",
        "rules | the policy must be a mapping",
        "{a: 1 | no valid YAML",
      })
  void aMistakeIsOneLineThatNamesFileLineAndKey(String yaml, String expected) throws IOException {
    String message = refused(yaml.strip() + "\n");
    assertTrue(message.contains(expected), message);
    assertTrue(message.startsWith(folder.resolve("policy.yaml") + ": line "), message);
  }

  @Test
  void aLimitThatIsNotQuotedIsExplained() throws IOException {
    String message = refused("budgets:\n- metric: a\n  limit: >= 9 tok/s\n");
    assertTrue(message.contains(": line 3: no valid YAML: "), message);
    assertTrue(message.endsWith("; write limits in quotes, as in limit: \">= 9 tok/s\""), message);
    // What begins with a < needs none.
    assertEquals(1, read("budgets:\n- metric: a\n  limit: <= 9 s\n").budgets().size());
  }

  @Test
  void patternsAndReasonsAreBounded() throws IOException {
    read("rules: [{metric: " + "a".repeat(200) + ", tolerance: 3%}]\n");
    assertTrue(
        refused("rules: [{metric: " + "a".repeat(201) + ", tolerance: 3%}]\n")
            .contains("line 1: rules[0].metric must be 200 characters at most, has 201"));
    assertTrue(
        refused("known: [{date: 2026-11-20, reason: \"a\\nb\"}]\n")
            .contains("known[0].reason must be one line of printable characters"));
    assertTrue(
        refused("known: [{date: 2026-11-20, reason: \"a\\u001b[2J\"}]\n")
            .contains("got \"a\\u001b[2J\""));
  }

  @Test
  void entriesAreBounded() throws IOException {
    String rule = "- {metric: a, tolerance: 3%}\n";
    int standard = Policy.standard().rules().size();
    assertEquals(1000 * 3 + standard, read("rules:\n" + rule.repeat(1000)).rules().size());
    assertTrue(
        refused("rules:\n" + rule.repeat(1001))
            .contains("rules has 1001 entries; at most 1000 are read"));
  }

  @Test
  void moreThanTwentyProblemsAreCounted() throws IOException {
    String message = refused("rules:\n" + "- {metric: a, tolerance: 3}\n".repeat(25));
    assertEquals(20, message.split("must be a share", -1).length - 1);
    assertTrue(message.endsWith(" | and 5 more"), message);
  }

  @Test
  void whatIsNoFileOfYamlIsRefused() throws IOException {
    assertTrue(failure(folder).endsWith(": is a folder; name a policy, a YAML file"));
    assertTrue(
        failure(folder.resolve("none.yaml"))
            .endsWith("none.yaml: cannot be read: there is no such file"));
    assertTrue(refused("").endsWith("holds no policy; write a key such as budgets, or remove it"));
    assertTrue(refused("# nothing\n").contains("holds no policy"));
    assertTrue(refused("rules: []\n---\nrules: []\n").contains("a second document; keep one"));
    assertTrue(refused("#".repeat((1 << 20) + 1)).contains("is over 1 MiB"));
    refused("rules: " + "a".repeat(5000));
    assertTrue(refused("? [a]\n: 1\n").endsWith("line 1: no valid YAML: a key must be a text"));
    assertTrue(refused("a: 1\u0007").contains("no valid YAML"));
    Path binary = folder.resolve("policy.yaml");
    Files.write(binary, new byte[] {'a', ':', ' ', (byte) 0xff, (byte) 0xfe, 0});
    assertTrue(
        failure(binary).endsWith(": is no text in UTF-8; save it as such, or check the path"));
    Files.write(binary, "rules: []\n".getBytes(StandardCharsets.UTF_16));
    assertTrue(failure(binary).contains("is no text in UTF-8"));
    Files.write(binary, "\ufeffconfidence: 90%\n".getBytes(StandardCharsets.UTF_8));
    assertEquals(0.9, PolicyFile.read(binary).confidence());
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{a: ", "- "})
  void howDeepAPolicyIsNestedIsBounded(String level) throws IOException {
    assertTrue(
        refused("rules: " + (level.equals("- ") ? "\n" : "") + level.repeat(5000))
            .endsWith("policy.yaml: is nested more than 20 deep, which no policy is"));
  }

  @Test
  void noSmallFileBecomesALargePolicy() throws IOException {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x]\n");
    for (int i = 1; i < 40; i++) {
      bomb.append("a%d: &a%d [%s]\n".formatted(i, i, ("*a" + (i - 1) + ",").repeat(10)));
    }
    assertTrue(refused(bomb.toString()).contains("line 2: aliases such as *a0 are not supported"));
    assertTrue(
        refused("rules:\n- &r {metric: a, tolerance: 3%}\n- {<<: *r}\n")
            .contains("line 3: aliases such as *r are not supported"));
  }

  @Test
  void aTagMakesNothingButAText() throws IOException {
    assertTrue(
        refused("rules: !!javax.script.ScriptEngineManager [!!java.net.URL [\"http://x\"]]\n")
            .contains("rules[0] must be a mapping"));
  }

  /** Whatever happens to a file, it is read or refused in one line. */
  @Test
  void noDamageToAPolicyCausesAnythingButARefusal() throws IOException {
    byte[] whole = Files.readAllBytes(EXAMPLE);
    String bits = "{}[]:,-#&*!|>'\"%@`<=\\ \n\t\u0000\u00ff09azA.()";
    SplittableRandom random = new SplittableRandom(11);
    int read = 0;
    for (int i = 0; i < 1500; i++) {
      byte[] damaged = whole.clone();
      int edits = 1 + random.nextInt(4);
      for (int edit = 0; edit < edits; edit++) {
        damaged[random.nextInt(damaged.length)] = (byte) bits.charAt(random.nextInt(bits.length()));
      }
      int length = random.nextInt(4) == 0 ? random.nextInt(damaged.length) : damaged.length;
      Path file = folder.resolve("policy.yaml");
      Files.write(file, Arrays.copyOf(damaged, length));
      read += isRead(file) ? 1 : 0;
    }
    assertTrue(read > 150 && read < 1400, "read " + read + " of 1500");
  }

  @Test
  void theReadmesPolicyIsOne() throws IOException {
    List<String> block =
        Files.readAllLines(Path.of("../README.md")).stream()
            .dropWhile(line -> !line.startsWith("    falseAlarmsPerRun:"))
            .takeWhile(line -> line.startsWith("    "))
            .map(line -> line.substring(4))
            .toList();
    Policy policy = read(String.join("\n", block) + "\n");
    assertEquals(0.01, policy.falseAlarmsPerRun());
    assertEquals(2, policy.budgets().size());
    assertEquals(1, policy.knownChanges().size());
    assertEquals(1, policy.mutes().size());
    Subject quantized = subject("TokenGenerationBenchmark.decode", "Q4_0");
    assertEquals(0.03, ((Criterion.Relative) policy.criterionFor(quantized, DECODE)).tolerance());
  }

  private static boolean isRead(Path file) {
    try {
      PolicyFile.read(file);
      return true;
    } catch (UnreadableDocumentException e) {
      assertEquals(1, e.getMessage().lines().count(), e.getMessage());
      assertTrue(e.getMessage().chars().noneMatch(c -> c < 0x20), e.getMessage());
      return false;
    }
  }

  private static Subject subject(String benchmark, String variant) {
    return new Subject(Optional.of(benchmark), "gemma3-120m", variant, Map.of());
  }

  private Policy read(String yaml) throws IOException {
    Path file = folder.resolve("policy.yaml");
    Files.writeString(file, yaml, StandardCharsets.UTF_8);
    return PolicyFile.read(file);
  }

  private String refused(String yaml) throws IOException {
    Path file = folder.resolve("policy.yaml");
    Files.writeString(file, yaml, StandardCharsets.UTF_8);
    return failure(file);
  }

  private static String failure(Path file) {
    String message =
        assertThrows(UnreadableDocumentException.class, () -> PolicyFile.read(file)).getMessage();
    assertEquals(1, message.lines().count(), message);
    return message;
  }
}
