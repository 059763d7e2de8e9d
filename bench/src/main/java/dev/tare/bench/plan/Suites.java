package dev.tare.bench.plan;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Finds suites: those that come with Tare by name, others by file. */
public final class Suites {
  /** The suites that come with Tare. */
  public static final List<String> BUILT_IN =
      List.of("quick", "standard", "nightly", "self", "parity");

  private static final long MOST_BYTES = 1 << 20;

  private Suites() {}

  /**
   * Reads the text of a suite.
   *
   * @param nameOrFile one of {@link #BUILT_IN}, or a YAML file
   * @throws PlanException when there is none of that name or the file cannot be read
   */
  public static String text(String nameOrFile) {
    if (BUILT_IN.contains(nameOrFile)) {
      return resource(nameOrFile);
    }
    Path file = Path.of(nameOrFile);
    if (!Files.isRegularFile(file)) {
      throw new PlanException(
          List.of(
              nameOrFile
                  + ": no such suite; name one of "
                  + String.join(", ", BUILT_IN)
                  + ", or a YAML file"));
    }
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new PlanException(List.of(nameOrFile + ": larger than 1 MiB; not a suite"));
      }
      return Files.readString(file);
    } catch (IOException e) {
      throw new PlanException(
          List.of(nameOrFile + ": cannot be read as UTF-8 text (" + e.getMessage() + ")"));
    }
  }

  /**
   * Understands the text of a suite.
   *
   * @param nameOrFile where the text comes from, for messages
   * @param text YAML
   * @throws PlanException with every problem of the text
   */
  public static Suite parse(String nameOrFile, String text) {
    return new SuiteReader(nameOrFile, BUILT_IN.contains(nameOrFile)).read(text);
  }

  private static String resource(String name) {
    try (InputStream stream = Suites.class.getResourceAsStream(name + ".yaml")) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
