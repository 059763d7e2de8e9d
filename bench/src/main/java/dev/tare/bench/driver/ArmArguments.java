package dev.tare.bench.driver;

import dev.tare.bench.engine.EngineOption;
import dev.tare.bench.engine.ForkArguments;
import dev.tare.bench.plan.ArmSettings;
import dev.tare.fixtures.ggml.LlamaLibrary;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Turns an arm's settings into arguments of its forks' JVM. */
final class ArmArguments {
  private ArmArguments() {}

  /** The JVM arguments of an arm's forks, over those that every fork is given. */
  static List<String> of(ArmSettings settings, int javaVersion) {
    List<String> arguments = new ArrayList<>(ForkArguments.jvmArgs(javaVersion));
    if (settings.jvmArguments().stream().anyMatch(each -> each.matches("-XX:\\+Use\\w+GC"))) {
      arguments.remove("-XX:+UseSerialGC");
    }
    arguments.addAll(library(settings));
    settings.model().ifPresent(file -> arguments.add("-D" + ForkArguments.MODEL_FILE + "=" + file));
    settings
        .engineOptions()
        .forEach((option, value) -> arguments.add(engineArgument(option, value)));
    arguments.addAll(settings.jvmArguments());
    return arguments;
  }

  /**
   * A library that this process was told to use is that of an arm which names none. An arm of its
   * own library must not judge that by itself: the reference is this process's library's.
   */
  private static List<String> library(ArmSettings settings) {
    List<String> arguments = new ArrayList<>();
    settings
        .library()
        .map(Path::toString)
        .or(() -> Optional.ofNullable(System.getProperty(LlamaLibrary.PATH_PROPERTY)))
        .ifPresent(path -> arguments.add("-D" + LlamaLibrary.PATH_PROPERTY + "=" + path));
    if (settings.library().isPresent()) {
      arguments.add("-D" + ForkArguments.REFERENCE_LIBRARY + "=" + LlamaLibrary.file());
    }
    return arguments;
  }

  private static String engineArgument(String option, String value) {
    return "-D" + EngineOption.of(option).orElseThrow().property() + "=" + value;
  }
}
