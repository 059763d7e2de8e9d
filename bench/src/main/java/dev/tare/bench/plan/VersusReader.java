package dev.tare.bench.plan;

import dev.tare.bench.engine.EngineOption;
import dev.tare.bench.engine.TextSettings;
import dev.tare.fixtures.ggml.LlamaLibrary;
import dev.tare.fixtures.ggml.NativeLibraryException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads what is to be compared and collects everything that is wrong with it. */
final class VersusReader {
  private static final String SETTING = "(?:" + String.join("|", names()) + ")=";

  /**
   * Paths and arguments of a JVM may hold colons, commas and equals signs: only those before the
   * name of a setting separate.
   */
  private static final Pattern ARMS =
      Pattern.compile(
          ":(?=" + VersusSpec.SAME + "$|" + SETTING + ")|(?<=^" + VersusSpec.SAME + "):");

  private static final Pattern SETTINGS = Pattern.compile(",(?=" + SETTING + ")");

  /** What a value never holds but in paths and arguments: a name that is none of a setting. */
  private static final Pattern UNKNOWN = Pattern.compile("[,:]([A-Za-z]+)=");

  private final String text;
  private final List<String> problems = new ArrayList<>();

  VersusReader(String text) {
    this.text = text;
  }

  VersusSpec read() {
    String[] arms = ARMS.split(text.strip(), -1);
    if (arms.length > 2) {
      problem("names " + arms.length + " arms; give B, or A:B");
    }
    ArmSettings first = arm(arms[0]);
    VersusSpec spec =
        arms.length == 1
            ? new VersusSpec(ArmSettings.NONE, first)
            : new VersusSpec(first, arm(arms[1]));
    if (!problems.isEmpty()) {
      throw new PlanException(problems);
    }
    return spec;
  }

  private ArmSettings arm(String arm) {
    Map<String, String> values = new LinkedHashMap<>();
    if (arm.equals(VersusSpec.SAME)) {
      return ArmSettings.NONE;
    }
    for (String setting : SETTINGS.split(arm)) {
      int equals = setting.indexOf('=');
      if (equals < 1 || equals == setting.length() - 1) {
        problem("'" + setting + "' is no setting; write name=value, for instance threads=1");
      } else {
        String name = setting.substring(0, equals);
        if (values.put(name, value(name, setting.substring(equals + 1).strip())) != null) {
          problem(name + " is set twice in one arm");
        }
      }
    }
    ArmSettings settings = new ArmSettings(values);
    checkTogether(settings);
    return settings;
  }

  private String value(String name, String value) {
    try {
      return switch (name) {
        case ArmSettings.LIBRARY -> LlamaLibrary.at(absolute(value)).toString();
        case ArmSettings.MODEL -> file(name, absolute(value));
        case ArmSettings.JVM -> file(name, java(absolute(value)));
        case ArmSettings.JVM_ARGUMENTS -> jvmArguments(value);
        case ArmSettings.VARIANT -> value;
        default -> option(name, value);
      };
    } catch (InvalidPathException | NativeLibraryException e) {
      problem(name + ": " + e.getMessage());
      return value;
    }
  }

  private static Path absolute(String value) {
    return Path.of(value).toAbsolutePath().normalize();
  }

  private static Path java(Path path) {
    boolean windows = System.getProperty("os.name", "").startsWith("Windows");
    return Files.isDirectory(path)
        ? path.resolve("bin").resolve(windows ? "java.exe" : "java")
        : path;
  }

  private String file(String name, Path file) {
    if (!Files.isRegularFile(file)) {
      problem(name + ": " + file + ": no such file");
    }
    return file.toString();
  }

  private String jvmArguments(String value) {
    if (!Arrays.stream(value.split("\\s+")).allMatch(argument -> argument.startsWith("-"))) {
      problem(ArmSettings.JVM_ARGUMENTS + ": every argument begins with '-', got " + value);
    }
    return value;
  }

  private String option(String name, String value) {
    Matcher further = UNKNOWN.matcher(value);
    if (further.find()) {
      unknown(further.group(1));
      return value;
    }
    EngineOption.of(name)
        .filter(option -> !option.allows(value))
        .ifPresent(option -> problem(name + " must be " + option.range() + ", got " + value));
    if (ArmSettings.isParameter(name) && parameters().stream().noneMatch(name::equals)) {
      unknown(name);
    }
    return value;
  }

  private void unknown(String name) {
    problem("no setting '" + name + "'; there are " + String.join(", ", names()));
  }

  private static TreeSet<String> parameters() {
    return Arrays.stream(BenchmarkSpec.values())
        .flatMap(spec -> spec.defaults().keySet().stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static TreeSet<String> names() {
    TreeSet<String> names = parameters();
    Arrays.stream(EngineOption.values()).map(EngineOption::id).forEach(names::add);
    names.addAll(
        List.of(
            ArmSettings.LIBRARY,
            ArmSettings.MODEL,
            ArmSettings.VARIANT,
            ArmSettings.JVM,
            ArmSettings.JVM_ARGUMENTS));
    return names;
  }

  private void checkTogether(ArmSettings settings) {
    if (!problems.isEmpty()) {
      return;
    }
    try {
      TextSettings.of(settings.engineOptions());
    } catch (IllegalArgumentException e) {
      problem(e.getMessage());
    }
    if (settings.model().isPresent() && settings.variant().isPresent()) {
      problem("model and variant are both the model to measure; set one of them");
    }
  }

  private void problem(String what) {
    problems.add("--versus " + text + ": " + what);
  }
}
