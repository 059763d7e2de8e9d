package dev.tare.bench.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantizeCommandTest {
  private static final String LEAVES = "is what is read; name another place to write to";

  @TempDir Path home;
  private final TareCommand command = new TareCommand();

  @BeforeEach
  void makeModels() {
    synth("gemma3-tiny", "m.gguf");
    synth("vit-tiny", "v.onnx");
  }

  private void synth(String shape, String out) {
    String[] args = {"models", "synth", "--shape", shape, "--out", path(out)};
    assertEquals(0, command.run(home, args), command.err::toString);
  }

  private String path(String name) {
    return home.resolve(name).toString();
  }

  private int quantize(String in, String out, String... options) {
    List<String> args = new ArrayList<>(List.of("models", "quantize", path(in), path(out)));
    args.addAll(List.of(options));
    return command.run(home, args.toArray(String[]::new));
  }

  private void assertRefused(String why, String in, String out, String... options) {
    assertEquals(2, quantize(in, out, options), command.err::toString);
    assertTrue(command.err.toString().contains(why), command.err::toString);
    assertEquals(1, command.err.toString().lines().count(), command.err::toString);
  }

  @Test
  void whatIsReadIsNeverReplaced() throws IOException {
    byte[] before = Files.readAllBytes(home.resolve("v.onnx"));
    Files.createSymbolicLink(home.resolve("link.onnx"), home.resolve("v.onnx"));
    assertRefused(LEAVES, "v.onnx", "v.onnx", "--type", "INT8", "--force");
    assertRefused(LEAVES, "m.gguf", "m.gguf", "--type", "Q4_0", "--force");
    assertEquals(0, quantize("v.onnx", "o.onnx", "--type", "FP16", "--external-data"));
    Files.copy(home.resolve("o.onnx"), home.resolve("same-data.onnx"));
    assertRefused(
        LEAVES, "same-data.onnx", "o.onnx", "--type", "FP16", "--external-data", "--force");
    assertArrayEquals(before, Files.readAllBytes(home.resolve("v.onnx")));
  }

  @Test
  void aFolderIsReplacedOnlyByAFolderAndOnlyIfItIsAModel() throws IOException {
    String[] folder = {
      "models", "synth", "--shape", "gemma3-tiny", "--format", "safetensors", "--out", path("st")
    };
    assertEquals(0, command.run(home, folder), command.err::toString);
    Path notes = Files.createDirectory(home.resolve("notes"));
    Path diary = Files.writeString(notes.resolve("diary.md"), "mine");
    assertRefused("is no part of a model", "st", "notes", "--type", "4BIT", "--force");
    assertEquals("mine", Files.readString(diary));
    assertRefused(LEAVES, "st", "st", "--type", "4BIT", "--force");
    assertRefused("is a folder; name a file", "m.gguf", "notes", "--type", "Q4_0", "--force");
    assertRefused("is a folder; rename it", "st", "m.gguf", "--type", "4BIT", "--force");
    assertEquals(0, quantize("st", "q", "--type", "8BIT"), command.err::toString);
    assertEquals(0, quantize("st", "q/../q", "--type", "4BIT", "--force"), command.err::toString);
    assertTrue(Files.exists(home.resolve("q/model.safetensors")));
  }

  @ParameterizedTest
  @CsvSource({
    "m.gguf, Q4_0, --group-size, 32, '--group-size is for 4BIT, 6BIT, 8BIT'",
    "v.onnx, INT4, --weights, U8, --weights is for INT8",
    "v.onnx, STATIC-INT8, --percentile, 99, --percentile needs --calibration percentile",
    "v.onnx, INT8, --imatrix, nix, --imatrix is for GGUF",
  })
  void anOptionThatChangesNothingIsRefused(
      String in, String type, String option, String value, String why) {
    assertRefused(why, in, "out", "--type", type, option, value);
  }

  @Test
  void aNameThatTellsAnotherFormatIsRefused() {
    assertRefused("rename it", "m.gguf", "m.onnx", "--type", "Q4_0");
    assertRefused("rename it", "v.onnx", "v.gguf", "--type", "INT8");
  }

  @Test
  void onlyWhatWasMadeIsCounted() throws IOException {
    assertEquals(0, quantize("v.onnx", "o.onnx", "--type", "INT8", "--external-data"));
    assertEquals(0, quantize("v.onnx", "o.onnx", "--type", "INT8", "--force"));
    long bytes = Files.size(home.resolve("o.onnx"));
    assertTrue(command.out.toString().contains(String.format("  %,d bytes", bytes)));
    assertTrue(command.err.toString().contains("o.onnx.data is left from before; unused now"));
  }
}
