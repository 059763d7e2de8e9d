package dev.tare.bench.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tare.fixtures.synth.GemmaShape;
import dev.tare.fixtures.synth.GemmaSynthesizer;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValidateCommandTest {
  @TempDir Path home;

  private final TareCommand command = new TareCommand();
  private final StringWriter out = command.out;
  private final StringWriter err = command.err;
  private Path sound;
  private Path longer;

  @BeforeEach
  void makeModels() throws IOException {
    Path models = Files.createDirectory(home.resolve("models"));
    sound = models.resolve("a.gguf");
    GemmaSynthesizer.write(GemmaShape.GEMMA3_TINY, 7, sound, bytes -> {});
    byte[] bytes = Files.readAllBytes(sound);
    longer = Files.write(models.resolve("b.gguf"), Arrays.copyOf(bytes, bytes.length + 320));
  }

  private int validate(String charset, boolean terminal, String... options) {
    List<String> args = new ArrayList<>(List.of("models", "validate"));
    args.addAll(List.of(options));
    Map<String, String> variables = Map.of("LC_ALL", charset, "TERM", "xterm");
    return command.run(home, variables, terminal, args.toArray(new String[0]));
  }

  @Test
  void aSoundModelPasses() {
    assertEquals(0, validate("C.UTF-8", false, sound.toString(), "--deep"), err::toString);
    String text = out.toString();
    assertTrue(text.startsWith(sound + "  GGUF\n✓ header"), text);
    assertTrue(text.contains("\n14 checks passed, 0 failed, 0 skipped\n"), text);
    assertFalse(text.contains("\u001b"), text);
  }

  @Test
  void aFailureIsALineAndAnExitCode() {
    assertEquals(1, validate("C.UTF-8", false, longer.toString()));
    assertTrue(out.toString().contains("\n✗ end of file               320 bytes after"));
    assertTrue(out.toString().contains(" checks passed, 1 failed, "), out::toString);
  }

  @Test
  void terminalsWithoutUnicodeGetAscii() {
    assertEquals(1, validate("POSIX", false, longer.toString()));
    assertTrue(out.toString().contains("\nok   header"), out::toString);
    assertTrue(out.toString().contains("\nFAIL end of file"), out::toString);
    assertTrue(out.toString().chars().allMatch(c -> c < 127), out::toString);
  }

  @Test
  void terminalsGetColours() {
    assertEquals(1, validate("C.UTF-8", true, longer.toString()));
    assertTrue(out.toString().contains("\u001b[31m✗"), out::toString);
  }

  @Test
  void aFolderGivesAReportForEach() {
    assertEquals(1, validate("C.UTF-8", false, sound.getParent().toString()));
    assertTrue(
        out.toString().endsWith("\n2 models, 1 invalid:\n  " + longer + "\n"), out::toString);
  }

  @Test
  void longProblemsAreWrappedBelowThemselves() throws IOException {
    byte[] bytes = Files.readAllBytes(sound);
    Files.write(longer, Arrays.copyOf(bytes, bytes.length - 5000));
    assertEquals(1, validate("C.UTF-8", false, longer.toString()));
    List<String> lines = out.toString().lines().skip(1).toList();
    lines.forEach(line -> assertTrue(line.length() <= 80, line));
    String text = out.toString();
    assertTrue(text.contains("\n✗ tensor byte ranges        truncated: tensor "), text);
    assertTrue(text.matches("(?s).*✗ tensor byte ranges [^✗–✓]+\n {28}\\S.*\n✗.*"), text);
  }

  @Test
  void jsonHoldsEveryCheck() throws IOException {
    assertEquals(1, validate("C.UTF-8", false, sound.getParent().toString(), "--json"));
    JsonNode document = new ObjectMapper().readTree(out.toString());
    assertEquals("tare-validation", document.get("schema").asText());
    assertFalse(document.get("valid").asBoolean());
    JsonNode models = document.get("models");
    assertEquals(2, models.size());
    assertTrue(models.get(0).get("valid").asBoolean());
    assertEquals(1, models.get(1).get("failed").asInt());
    assertEquals("passed", models.get(0).get("checks").get(0).get("outcome").asText());
  }

  @Test
  void whatIsNotThereIsAnotherExitCode() {
    assertEquals(2, validate("C.UTF-8", false, home.resolve("gone.gguf").toString()));
    assertTrue(err.toString().contains("gone.gguf: does not exist"), err::toString);
    assertEquals("", out.toString());
  }
}
