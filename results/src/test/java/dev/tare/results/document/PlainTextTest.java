package dev.tare.results.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlainTextTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "gemma3-120m/Q4_0",
        "std::vector<int>",
        "a:b",
        "a : b",
        "# heading",
        "a#b",
        "ü → ✓",
        "日本語",
        "\ud83d\ude00"
      })
  void textThatSteersNothingStaysAsItIs(String text) {
    assertEquals(text, PlainText.escaped(text));
  }

  @ParameterizedTest
  @CsvSource({
    "::error::x, \\u003a:error::x",
    "' ::error::x', ' \\u003a:error::x'",
    "note: ::error::x, note: \\u003a:error::x",
    "##[error]x, #\\u0023[error]x",
    "a##vso[x]###, a#\\u0023vso[x]#\\u0023\\u0023"
  })
  void whatABuildServerWouldObeyIsEscaped(String text, String expected) {
    assertEquals(expected, PlainText.escaped(text));
  }

  /** GitHub's runner trims every space of Unicode before it looks for a command. */
  @ParameterizedTest
  @ValueSource(strings = {"\t", "\u00a0", "\u2003", "\u3000", "\u2028"})
  void aCommandBehindAnySpaceIsEscaped(String space) {
    assertTrue(PlainText.escaped(space + "::error::x").endsWith("\\u003a:error::x"));
  }

  @ParameterizedTest
  @CsvSource({"27, \\u001b", "0, \\u0000", "8238, \\u202e", "8203, \\u200b", "65534, \\ufffe"})
  void whatSteersATerminalIsEscaped(int point, String expected) {
    assertEquals("a" + expected + "b", PlainText.escaped("a" + Character.toString(point) + "b"));
  }

  @Test
  void aLineIsNeverCutWithinACharacter() {
    String line = PlainText.oneLine("x".repeat(199) + "\ud83d\ude00" + "y");
    assertEquals("x".repeat(199) + "...", line);
    assertEquals(203, PlainText.oneLine("x".repeat(201)).length());
    assertEquals(503, PlainText.note("x".repeat(501)).length());
    assertEquals("y\\u001b", PlainText.note("y\u001b"));
    assertEquals(200, PlainText.oneLine("x".repeat(200)).length());
  }

  @Test
  void jsonThatIsPrintedHoldsNoCommandAndLosesNothing() throws IOException {
    String hostile = "a ##[add-mask]b ###x # \\##";
    String json = JsonText.of("s", 1, text -> text.generator().writeStringField("name", hostile));
    assertFalse(json.contains("##"), json);
    assertEquals(hostile, new ObjectMapper().readTree(json).get("name").asText());
  }
}
