package dev.tare.bench.driver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tare.bench.plan.Durations;
import dev.tare.bench.plan.PlanException;
import dev.tare.bench.plan.Precision;
import dev.tare.bench.plan.Suite;
import dev.tare.bench.plan.Suites;
import dev.tare.results.run.Plan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * What a person asked to run; kept in the document, so that the run can go on after an
 * interruption.
 *
 * @param suiteName name or file of the suite
 * @param suiteText the suite's YAML
 * @param models value of {@code tare.models}; empty for the built-in families
 * @param only pattern that cells must match; empty for all
 * @param blocks number of blocks instead of the suite's; exactly so many, unless precision or
 *     maxBlocks say otherwise
 * @param precision half width to reach instead of the suite's, relative; above 0
 * @param maxBlocks most blocks of a cell instead of the suite's
 * @param timeBudget time budget instead of the suite's
 * @param seed seed of the order
 * @param keepDisturbed whether samples are used although the machine was disturbed meanwhile
 * @param versus two things to compare; empty for a run of one thing
 */
public record RunRequest(
    String suiteName,
    String suiteText,
    Optional<String> models,
    Optional<String> only,
    OptionalInt blocks,
    OptionalDouble precision,
    OptionalInt maxBlocks,
    Optional<Duration> timeBudget,
    long seed,
    boolean keepDisturbed,
    Optional<VersusRequest> versus) {
  private static final Duration USUAL_VERSUS_BUDGET = Duration.ofMinutes(10);

  /** A run of one thing. */
  public RunRequest(
      String suiteName,
      String suiteText,
      Optional<String> models,
      Optional<String> only,
      OptionalInt blocks,
      OptionalDouble precision,
      OptionalInt maxBlocks,
      Optional<Duration> timeBudget,
      long seed,
      boolean keepDisturbed) {
    this(
        suiteName,
        suiteText,
        models,
        only,
        blocks,
        precision,
        maxBlocks,
        timeBudget,
        seed,
        keepDisturbed,
        Optional.empty());
  }

  /**
   * The suite with what the person changed of it.
   *
   * @throws PlanException with every problem of the suite
   */
  public Suite suite() {
    Suite suite = Suites.parse(suiteName, suiteText);
    if (blocks.isPresent()) {
      suite = suite.withBlocks(blocks.getAsInt());
    }
    suite = suite.withPrecision(precision(suite));
    if (timeBudget.isPresent()) {
      suite = suite.withTimeBudget(timeBudget.get());
    }
    return versus.isPresent() ? inArms(suite) : suite;
  }

  /**
   * A person's own suite says itself how long its forks are. What has been measured must not decide
   * how much is measured, or the stated error rate would not hold.
   */
  private Suite inArms(Suite asked) {
    if (precision.isPresent() || maxBlocks.isPresent()) {
      refuse("--versus decides its number of blocks beforehand: no --precision, no --max-blocks");
    }
    Suite suite = asked.withPrecision(Optional.empty());
    Suite shorter = suite.builtIn() ? suite.withShortForks() : suite;
    boolean limited = suite.timeBudget().isPresent() || blocks.isPresent();
    return limited ? shorter : shorter.withTimeBudget(USUAL_VERSUS_BUDGET);
  }

  private Optional<Precision> precision(Suite suite) {
    if (blocks.isPresent() && precision.isEmpty() && maxBlocks.isEmpty()) {
      return Optional.empty();
    }
    if (precision.isEmpty() && suite.precision().isEmpty()) {
      return maxBlocks.isEmpty() ? Optional.empty() : refuse("--max-blocks needs --precision too");
    }
    int usual = suite.precision().map(Precision::maxBlocks).orElse(Precision.USUAL_MAX_BLOCKS);
    int most = maxBlocks.orElse(Math.max(usual, suite.blocks()));
    if (most < suite.blocks()) {
      return refuse(
          "--max-blocks must not be below the least number of "
              + suite.blocks()
              + " blocks (--blocks), got "
              + most);
    }
    double target = precision.orElseGet(() -> suite.precision().orElseThrow().target());
    return Optional.of(new Precision(target, most));
  }

  private static Optional<Precision> refuse(String problem) {
    throw new PlanException(List.of(problem));
  }

  /**
   * The pattern that cells must match.
   *
   * @throws PlanException when it is no regular expression
   */
  public Optional<Pattern> pattern() {
    try {
      return only.map(Pattern::compile);
    } catch (PatternSyntaxException e) {
      throw new PlanException(
          List.of(
              "--only " + e.getPattern() + ": not a regular expression: " + e.getDescription()));
    }
  }

  /** Whether the models come from a person's list. */
  public boolean hasOwnModels() {
    return models.isPresent() && !models.get().equals(Preparation.TINY);
  }

  /**
   * The name under which runs are comparable and baselines are kept: the suite's, and what narrows
   * it to other models or cells.
   */
  private String key(Suite suite) {
    StringBuilder key = new StringBuilder(suite.name());
    models.ifPresent(
        value -> {
          String stem = Path.of(value).getFileName().toString().replaceFirst("\\.ya?ml$", "");
          key.append("-on-").append(stem.replaceAll("[^A-Za-z0-9._-]", "_"));
        });
    only.ifPresent(pattern -> key.append("-only-").append(shortHash(pattern)));
    versus.ifPresent(arms -> key.append("-versus"));
    return key.toString();
  }

  private static String shortHash(String text) {
    return String.format(Locale.ROOT, "%08x", text.hashCode());
  }

  /** The plan of the run document. */
  public Plan plan(Suite suite) {
    ObjectNode settings = JsonNodeFactory.instance.objectNode();
    settings.put("suiteName", suiteName);
    settings.put("suiteText", suiteText);
    models.ifPresent(value -> settings.put("models", value));
    only.ifPresent(value -> settings.put("only", value));
    blocks.ifPresent(value -> settings.put("blocks", value));
    precision.ifPresent(value -> settings.put("precision", value));
    maxBlocks.ifPresent(value -> settings.put("maxBlocks", value));
    timeBudget.ifPresent(value -> settings.put("timeBudget", Durations.written(value)));
    if (keepDisturbed) {
      settings.put("keepDisturbed", true);
    }
    versus.ifPresent(
        arms -> {
          settings.put("blocks", suite.blocks());
          suite
              .timeBudget()
              .ifPresent(value -> settings.put("timeBudget", Durations.written(value)));
          settings.put("versus", arms.spec());
          settings.put("tolerance", arms.tolerance());
        });
    return new Plan(key(suite), seed, suite.blocks(), settings);
  }

  /**
   * What was asked for in an earlier run.
   *
   * @throws PlanException when the plan was not made by Tare's driver
   */
  public static RunRequest of(Plan plan) {
    JsonNode settings = plan.settings();
    if (settings == null || !settings.path("suiteText").isTextual()) {
      throw new PlanException(List.of("the run's plan holds no suite; it cannot be resumed"));
    }
    return new RunRequest(
        settings.path("suiteName").asText(plan.suite()),
        settings.path("suiteText").asText(),
        text(settings, "models"),
        text(settings, "only"),
        whole(settings, "blocks"),
        settings.path("precision").isNumber()
            ? OptionalDouble.of(settings.path("precision").asDouble())
            : OptionalDouble.empty(),
        whole(settings, "maxBlocks"),
        text(settings, "timeBudget").map(RunRequest::budget),
        plan.seed(),
        settings.path("keepDisturbed").asBoolean(),
        text(settings, "versus")
            .map(spec -> new VersusRequest(spec, settings.path("tolerance").asDouble())));
  }

  /** Without it the run would go on for longer than anybody asked for. */
  private static Duration budget(String text) {
    return Durations.parse(text)
        .orElseThrow(
            () ->
                new PlanException(
                    List.of("the run's time budget must be " + Durations.FORM + ", got " + text)));
  }

  private static OptionalInt whole(JsonNode node, String key) {
    return node.path(key).isInt() ? OptionalInt.of(node.path(key).asInt()) : OptionalInt.empty();
  }

  private static Optional<String> text(JsonNode node, String key) {
    return node.path(key).isTextual() ? Optional.of(node.path(key).asText()) : Optional.empty();
  }
}
