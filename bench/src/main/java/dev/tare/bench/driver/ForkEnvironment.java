package dev.tare.bench.driver;

import dev.tare.bench.engine.EngineOption;
import dev.tare.bench.engine.ForkArguments;
import dev.tare.bench.fork.DriverWatch;
import dev.tare.bench.plan.PlannedArm;
import dev.tare.bench.plan.Slot;
import dev.tare.bench.profile.SteadyWarmup;
import dev.tare.bench.survey.SurveyProcess;
import dev.tare.fixtures.ggml.LlamaLibrary;
import dev.tare.results.run.Cell;
import dev.tare.results.run.Fork;
import dev.tare.results.run.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What every fork of a run is given: JVM arguments, log files and a time limit. */
public final class ForkEnvironment {
  private final Path logs;
  private final Optional<String> models;
  private final Path cache;
  private final Duration timeout;
  private final Map<String, Integer> javaVersions;

  /**
   * Describes the forks of one run.
   *
   * @param logs folder that takes the logs; made when needed
   * @param models value of {@code tare.models}; empty for the built-in families
   * @param cache the model cache's folder
   * @param timeout time limit of a fork
   * @param javaVersions feature version of the JVM of each arm, by the arm's name; empty in a run
   *     without arms
   */
  public ForkEnvironment(
      Path logs,
      Optional<String> models,
      Path cache,
      Duration timeout,
      Map<String, Integer> javaVersions) {
    this.javaVersions = Map.copyOf(javaVersions);
    this.logs = logs;
    this.models = models;
    this.cache = cache;
    this.timeout = timeout;
  }

  /**
   * The request for one fork.
   *
   * @param slot its place in the run
   * @param attempt 0, or how often the cell was measured in this block before
   */
  public ForkRequest request(Slot slot, int attempt) {
    String name = name(slot, attempt);
    Path nativeLog = logs.resolve(name + ".native.log");
    Optional<PlannedArm> arm = slot.cell().arm();
    // What the machine's identity states of the engines holds for forks, too; an arm's own come
    // last.
    List<String> arguments = new ArrayList<>(EngineOption.arguments());
    arguments.addAll(arm.map(this::arguments).orElseGet(this::arguments));
    arguments.add("-XX:ErrorFile=" + logs.resolve(name + ".crash.log").toAbsolutePath());
    arguments.addAll(properties());
    arguments.add(DriverWatch.argument());
    arguments.add(ForkRequest.mark(nativeLog));
    slot.cell()
        .entry()
        .warmupLimit()
        .ifPresent(limit -> arguments.add(SteadyWarmup.argument(limit)));
    Optional<Path> jvm = arm.flatMap(each -> each.settings().jvm());
    return new ForkRequest(slot, arguments, logs.resolve(name + ".log"), nativeLog, timeout, jvm);
  }

  private List<String> arguments() {
    List<String> arguments = new ArrayList<>(ForkArguments.jvmArgs());
    library().ifPresent(arguments::add);
    return arguments;
  }

  /** A library that this process was told to use is the forks' as well. */
  private static Optional<String> library() {
    return Optional.ofNullable(System.getProperty(LlamaLibrary.PATH_PROPERTY))
        .map(path -> "-D" + LlamaLibrary.PATH_PROPERTY + "=" + path);
  }

  private List<String> arguments(PlannedArm arm) {
    int here = Runtime.version().feature();
    return ArmArguments.of(arm.settings(), javaVersions.getOrDefault(arm.cell().name(), here));
  }

  /** The process that finds out about the machine. */
  SurveyProcess surveys() {
    return new SurveyProcess(logs, surveyArguments());
  }

  /** It knows the same models and looks at the same library. */
  List<String> surveyArguments() {
    List<String> arguments = properties();
    library().ifPresent(arguments::add);
    return arguments;
  }

  private List<String> properties() {
    List<String> properties = new ArrayList<>();
    properties.add("-Dtare.cache=" + cache.toAbsolutePath());
    models.ifPresent(value -> properties.add("-Dtare.models=" + value));
    return properties;
  }

  /** Removes what a fork that died with its driver left at a place in the run. */
  public void forget(Slot slot, int attempt) {
    forget(name(slot, attempt));
  }

  /** Removes the logs of a fork that stands in a run document, unless it failed. */
  public void forgetMeasured(Cell cell, Fork fork) {
    if (fork.failure().isEmpty()) {
      forget(name(cell, fork));
    }
  }

  /**
   * Removes the logs that a run which was killed could not remove: those of forks without failure.
   */
  public void forgetMeasured(Run run) {
    run.cells().forEach(cell -> cell.forks().forEach(fork -> forgetMeasured(cell, fork)));
  }

  private void forget(String fork) {
    String name = fork + ".";
    try (Stream<Path> files = Files.list(logs)) {
      for (Path file : files.filter(f -> f.getFileName().toString().startsWith(name)).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      // A log too many is no reason to end a run.
      return;
    }
  }

  /** Removes the folder when nothing in it is worth keeping. */
  public void clean() {
    try (Stream<Path> files = Files.exists(logs) ? Files.list(logs) : Stream.empty()) {
      if (files.findAny().isEmpty()) {
        Files.deleteIfExists(logs);
      }
    } catch (IOException e) {
      return;
    }
  }

  /** The log of a fork that stands in a run document. */
  public static Path log(Path logs, Cell cell, Fork fork) {
    return logs.resolve(name(cell, fork) + ".log");
  }

  private static String name(Cell cell, Fork fork) {
    return name(cell, fork.block(), fork.order(), fork.attempt());
  }

  private static String name(Slot slot, int attempt) {
    return name(slot.cell().empty(), slot.block(), slot.order(), attempt);
  }

  /** A fork that is measured again must not take away what is known of the one before. */
  private static String name(Cell cell, int block, int order, int attempt) {
    String again = attempt == 0 ? "" : "-attempt" + (attempt + 1);
    return "block"
        + (block + 1)
        + "-"
        + order
        + "-"
        + cell.benchmark()
        + "-"
        + cell.variant()
        + again;
  }
}
