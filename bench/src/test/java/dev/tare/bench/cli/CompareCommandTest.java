package dev.tare.bench.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareCommandTest {
  @TempDir Path home;

  private final TareCommand command = new TareCommand();
  private final StringWriter out = command.out;
  private final StringWriter err = command.err;

  private int tare(String... args) {
    return command.run(home, args);
  }

  private String file(String name) {
    return home.resolve(name).toString();
  }

  @BeforeEach
  void makeModels() {
    String float16 = file("m-F16.gguf");
    assertEquals(0, tare("models", "synth", "--shape", "gemma3-tiny", "--out", float16));
    assertEquals(
        0,
        tare("models", "quantize", float16, file("m-Q4_0.gguf"), "--type", "Q4_0"),
        err::toString);
  }

  @Test
  void oneFamilyIsSaidWithSizesAndErrorsInEightyColumns() {
    int code = tare("models", "compare", file("m-Q4_0.gguf"), file("m-F16.gguf"));
    assertEquals(0, code, () -> out + "" + err);
    String text = out.toString();
    assertTrue(text.startsWith("Reference: m-F16.gguf (GGUF v3, F16, 80 tensors)\n"), text);
    assertTrue(text.contains("One family: nothing but precision differs.\n"), text);
    assertTrue(text.matches("(?s).*m-F16.gguf +8,207,552 +16.03 .*"), text);
    assertTrue(
        text.matches("(?s).*\n  worst +type +cosine.*\n  blk\\.\\d\\.\\w+.weight +Q4_0.*"), text);
    text.lines().forEach(line -> assertTrue(line.length() <= 80, line));
  }

  @Test
  void aDifferenceIsExitCodeOneAndNamed() {
    String other = file("other.gguf");
    assertEquals(
        0, tare("models", "synth", "--shape", "gemma3-tiny", "--layers", "12", "--out", other));
    assertEquals(1, tare("models", "compare", file("m-F16.gguf"), other, "--no-weights"));
    String text = out.toString();
    assertTrue(
        text.contains("\n    hyper-parameter gemma3.block_count: 12; in the reference 6\n"), text);
    assertTrue(
        text.contains("\n    tensor blk.6.attn_norm.weight: 256; in the reference absent\n"), text);
    assertTrue(text.contains("\nNot one family.\n"), text);
    assertFalse(text.contains("SQNR"), text);
  }

  @Test
  void jsonHasEveryTensorsError() throws IOException {
    assertEquals(
        0,
        tare(
            "models",
            "compare",
            "--json",
            "--threads",
            "1",
            "--reference",
            file("m-F16.gguf"),
            file("m-Q4_0.gguf")));
    JsonNode document = new ObjectMapper().readTree(out.toString());
    assertTrue(document.get("oneFamily").booleanValue());
    JsonNode quantized = document.get("models").get(1);
    assertEquals(80, quantized.get("errors").get("tensors").size());
    JsonNode all = quantized.get("errors").get("allButNorms");
    assertTrue(all.get("sqnrDb").doubleValue() > 15, all::toString);
    assertTrue(quantized.get("sizeOverReferenceRatio").doubleValue() < -0.5, quantized::toString);
    assertTrue(document.get("models").get(0).get("errors").isNull());
  }

  @Test
  void whatCannotBeComparedIsExitCodeTwo() throws IOException {
    assertEquals(2, tare("models", "compare", file("m-F16.gguf")));
    assertTrue(err.toString().contains("name two or more"), err::toString);
    assertEquals(2, tare("models", "compare", file("m-F16.gguf"), file("absent.gguf")));
    assertTrue(err.toString().contains("absent.gguf: does not exist"), err::toString);
    Files.write(home.resolve("cut.gguf"), new byte[] {'G', 'G', 'U', 'F', 3});
    assertEquals(2, tare("models", "compare", file("m-F16.gguf"), file("cut.gguf")));
  }
}
