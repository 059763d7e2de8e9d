package dev.tare.bench.machine;

import dev.tare.bench.engine.ForkArguments;
import dev.tare.bench.engine.ImageSettings;
import dev.tare.bench.engine.TextSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How the forks of this process are set up: its engines' options, their JVM's arguments, and the
 * variables that they inherit and that change the speed of a JVM, of OpenMP or of the allocator.
 * Two runs that differ in it are not comparable.
 */
final class ForkSetup {
  private static final List<String> VARIABLES =
      List.of("JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS");

  private static final List<String> PREFIXES = List.of("OMP_", "GOMP_", "KMP_", "MALLOC_");

  /** A quoted text with a separator of folders in it, or a word with one, up to its end. */
  private static final Pattern PATH =
      Pattern.compile("([\"'])[^\"']*[/\\\\][^\"']*\\1|[^\\s=:,;\"'@]*[/\\\\][^\\s,;\"']*");

  private static final Pattern SECRET =
      Pattern.compile(
          "(?i)(-D(?!tare\\.)[^\\s=]*(?:pass|secret|token|key|user|proxy)[^\\s=]*)=\\S*");

  private ForkSetup() {}

  /**
   * Fields for a machine's identity.
   *
   * @param environment the variables of this process
   * @throws dev.tare.bench.engine.EngineException when an engine's option cannot be used
   */
  static Map<String, String> identity(Map<String, String> environment) {
    Map<String, String> setup = new TreeMap<>();
    setup.put("llamaSettings", TextSettings.ofThisProcess().text());
    setup.put("onnxRuntimeSettings", ImageSettings.ofThisProcess().text());
    setup.put("forkJvmArguments", String.join(" ", ForkArguments.jvmArgs()));
    variables(environment).ifPresent(text -> setup.put("environment", text));
    return setup;
  }

  /** Names and values, sorted; empty when none is set. */
  private static Optional<String> variables(Map<String, String> environment) {
    String text =
        new TreeMap<>(environment)
            .entrySet().stream()
                .filter(variable -> matters(variable.getKey()))
                .filter(variable -> !variable.getValue().isBlank())
                .map(variable -> variable.getKey() + "=" + withoutPrivate(variable.getValue()))
                .collect(Collectors.joining("; "));
    return Optional.of(text).filter(found -> !found.isEmpty());
  }

  private static boolean matters(String name) {
    return VARIABLES.contains(name) || PREFIXES.stream().anyMatch(name::startsWith);
  }

  /**
   * Documents are shown to others: names of folders, users and secrets stay here. Folders may also
   * have another name at each start; a library in one is named by its bytes elsewhere.
   */
  private static String withoutPrivate(String value) {
    String open = SECRET.matcher(value.strip()).replaceAll("$1=<private>");
    return PATH.matcher(open).replaceAll("<path>");
  }
}
