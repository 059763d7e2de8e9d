package dev.tare.bench.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tare.fixtures.ggml.LlamaLibrary;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the survey between blocks is told. */
class SurveyArgumentsTest {
  private static final String BEFORE = System.getProperty(LlamaLibrary.PATH_PROPERTY);

  private final ForkEnvironment environment =
      new ForkEnvironment(
          Path.of("logs"),
          Optional.of("models.yaml"),
          Path.of("/cache"),
          Duration.ofSeconds(1),
          Map.of());

  @AfterEach
  void restoresTheLibrary() {
    if (BEFORE == null) {
      System.clearProperty(LlamaLibrary.PATH_PROPERTY);
    } else {
      System.setProperty(LlamaLibrary.PATH_PROPERTY, BEFORE);
    }
  }

  @Test
  void theSurveyLooksAtTheLibraryThatTheForksUse() {
    System.setProperty(LlamaLibrary.PATH_PROPERTY, "/opt/llama");
    assertEquals(
        List.of("-Dtare.cache=/cache", "-Dtare.models=models.yaml", library("/opt/llama")),
        environment.surveyArguments());
  }

  @Test
  void withoutALibraryOfOnesOwnTheBundledOneIsLookedAt() {
    System.clearProperty(LlamaLibrary.PATH_PROPERTY);
    assertTrue(
        environment.surveyArguments().stream().noneMatch(each -> each.startsWith(library(""))));
  }

  private static String library(String path) {
    return "-D" + LlamaLibrary.PATH_PROPERTY + "=" + path;
  }
}
