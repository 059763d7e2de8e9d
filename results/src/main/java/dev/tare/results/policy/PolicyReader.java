package dev.tare.results.policy;

import dev.tare.results.document.PlainText;
import dev.tare.results.run.Better;
import dev.tare.results.verdict.Budget;
import dev.tare.results.verdict.KnownChange;
import dev.tare.results.verdict.Mute;
import dev.tare.results.verdict.Policy;
import dev.tare.results.verdict.PolicyRule;
import dev.tare.results.verdict.Selector;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/** Makes a policy of a document, and collects everything that is wrong with it. */
final class PolicyReader {
  private static final List<String> KEYS =
      List.of(
          "falseAlarmsPerRun",
          "confidence",
          "inconclusive",
          "runSpread",
          "rules",
          "budgets",
          "known",
          "muted");

  private static final List<String> SELECTORS = List.of("metric", "benchmark", "family", "variant");
  private static final List<String> RULE_KEYS = and("tolerance", "better");
  private static final List<String> BUDGET_KEYS = and("limit", "reason");
  private static final List<String> KNOWN_KEYS = and("date", "commit", "reason");
  private static final List<String> MUTED_KEYS = and("until", "reason");

  private static final String EVERYTHING = ".*";
  private static final int LONGEST = 200;
  private static final int FIRST_YEAR = 2000;
  private static final int LAST_YEAR = 2100;

  private final Problems problems;

  PolicyReader(Problems problems) {
    this.problems = problems;
  }

  private static List<String> and(String... more) {
    return Stream.concat(SELECTORS.stream(), Stream.of(more)).toList();
  }

  /**
   * Reads the whole document. What is wrong is noted, and what cannot be read is left out.
   *
   * @param root the document
   * @param source the name of its file
   */
  Policy read(YamlValue root, String source) {
    Entry top = new Entry("", root, KEYS, problems);
    Policy standard = Policy.standard();
    List<PolicyRule> rules = new ArrayList<>();
    top.entries("rules", RULE_KEYS).forEach(entry -> rules.addAll(rules(entry)));
    rules.addAll(standard.rules());
    Optional<Double> spread = top.value("runSpread", Share.RUN_SPREAD::parse);
    Policy policy =
        new Policy(
            top.value("confidence", Share.CONFIDENCE::parse).orElse(standard.confidence()),
            top.value("falseAlarmsPerRun", Share.FALSE_ALARMS::parse)
                .orElse(standard.falseAlarmsPerRun()),
            standard.seed(),
            top.value("inconclusive", PolicyReader::isIncomplete).orElse(false),
            rules,
            top.entries("budgets", BUDGET_KEYS).stream().flatMap(e -> budget(e).stream()).toList(),
            top.entries("known", KNOWN_KEYS).stream().flatMap(e -> known(e).stream()).toList(),
            top.entries("muted", MUTED_KEYS).stream().flatMap(e -> muted(e).stream()).toList(),
            Optional.of(source));
    return spread.map(policy::withSpreadBetweenRuns).orElse(policy);
  }

  private static boolean isIncomplete(String text) {
    return switch (text) {
      case "allowed" -> false;
      case "incomplete" -> true;
      default ->
          throw new IllegalArgumentException(
              "must be allowed or incomplete, got " + Problems.quoted(text));
    };
  }

  private static List<PolicyRule> rules(Entry entry) {
    Selector selector = selector(entry);
    requireSelector(entry);
    Optional<Better> better = entry.value("better", PolicyReader::better);
    Optional<Tolerance> tolerance = entry.required("tolerance", "5%", Tolerance::parse);
    if (tolerance.isPresent()
        && tolerance.get() instanceof Tolerance.Absolute
        && selector.metric().isEmpty()) {
      entry.problem("has an absolute tolerance, which needs a metric");
    }
    return tolerance.map(each -> each.rules(selector, better)).orElse(List.of());
  }

  /** What is about everything by accident is worse than an error. */
  private static void requireSelector(Entry entry) {
    if (!entry.hasAny(SELECTORS)) {
      entry.problem("says not of what; give " + String.join(", ", SELECTORS) + " or several");
    }
  }

  private static Optional<Budget> budget(Entry entry) {
    Selector selector = selector(entry);
    entry.require("metric", "peakRssAnonBytes");
    Optional<Limit> limit = entry.required("limit", "\"< 2 GiB\"", Limit::parse);
    Optional<String> reason = entry.value("reason", PolicyReader::line);
    return limit.map(
        each ->
            new Budget(
                selector,
                each.bound(),
                each.amount().value(),
                each.amount().unit().base(),
                each.text(),
                reason));
  }

  private static Optional<KnownChange> known(Entry entry) {
    Selector selector = selector(entry);
    Optional<LocalDate> date = entry.required("date", "2026-11-20", PolicyReader::date);
    Optional<String> commit = entry.value("commit", PolicyReader::line);
    Optional<String> reason = entry.required("reason", "new kernel", PolicyReader::line);
    return date.isPresent() && reason.isPresent()
        ? Optional.of(new KnownChange(selector, date.get(), commit, reason.get()))
        : Optional.empty();
  }

  private static Optional<Mute> muted(Entry entry) {
    Selector selector = selector(entry);
    requireSelector(entry);
    Optional<LocalDate> until = entry.required("until", "2026-12-31", PolicyReader::date);
    Optional<String> reason = entry.required("reason", "flaky disk", PolicyReader::line);
    return until.isPresent() && reason.isPresent()
        ? Optional.of(new Mute(selector, until.get(), reason.get()))
        : Optional.empty();
  }

  /** A pattern that matches everything is none, so that it means what leaving it out does. */
  private static Selector selector(Entry entry) {
    return new Selector(
        pattern(entry, "benchmark"),
        pattern(entry, "family"),
        pattern(entry, "variant"),
        pattern(entry, "metric"),
        Optional.empty(),
        Optional.empty());
  }

  private static Optional<Pattern> pattern(Entry entry, String key) {
    return entry
        .value(key, PolicyReader::compiled)
        .filter(pattern -> !pattern.pattern().equals(EVERYTHING));
  }

  private static Pattern compiled(String text) {
    try {
      return Pattern.compile(line(text));
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "is no regular expression ("
              + e.getDescription().strip()
              + "); any text is .*, got "
              + Problems.quoted(text),
          e);
    }
  }

  private static String line(String text) {
    if (text.length() > LONGEST) {
      throw new IllegalArgumentException(
          "must be " + LONGEST + " characters at most, has " + text.length());
    }
    if (!text.equals(PlainText.escaped(text))) {
      throw new IllegalArgumentException(
          "must be one line of printable characters, got " + Problems.quoted(text));
    }
    return text;
  }

  private static Better better(String text) {
    return Better.of(text)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "must be higher, lower or same, got " + Problems.quoted(text)));
  }

  private static LocalDate date(String text) {
    try {
      LocalDate date = LocalDate.parse(text);
      if (date.getYear() >= FIRST_YEAR && date.getYear() <= LAST_YEAR) {
        return date;
      }
      throw new IllegalArgumentException(
          "must be in the years " + FIRST_YEAR + " to " + LAST_YEAR + ", got " + date);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "must be a day such as 2026-12-31, got " + Problems.quoted(text), e);
    }
  }
}
