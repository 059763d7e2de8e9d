package dev.tare.bench.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectCommandTest {
  @TempDir Path home;

  private final TareCommand command = new TareCommand();

  private String made(String name, String... more) {
    String out = home.resolve(name).toString();
    String[] args = {"models", "synth", "--shape", "gemma3-tiny", "--out", out};
    String[] all = Arrays.copyOf(args, args.length + more.length);
    System.arraycopy(more, 0, all, args.length, more.length);
    assertEquals(0, command.run(home, all), command.err::toString);
    return out;
  }

  private String inspect(String columns, String... more) {
    String[] all = new String[2 + more.length];
    all[0] = "models";
    all[1] = "inspect";
    System.arraycopy(more, 0, all, 2, more.length);
    assertEquals(0, command.run(home, Map.of("COLUMNS", columns), false, all));
    return command.out.toString();
  }

  @Test
  void namesTooLongForTheTerminalHaveALineOfTheirOwn() {
    String model = made("m.gguf");
    String name = "blk.0.post_attention_norm.weight";
    String wide = inspect("80", model, "--tensors");
    assertTrue(wide.matches("(?s).*\n  " + name + " +256 +F32 +1,024 +[\\d,]+\n.*"), wide);
    String narrow = inspect("60", model, "--tensors");
    assertTrue(narrow.matches("(?s).*\n  " + name + "\n +256 +F32 +1,024 +[\\d,]+\n.*"), narrow);
    narrow
        .substring(narrow.indexOf("\n  tensor "))
        .lines()
        .forEach(line -> assertTrue(line.length() <= 60, line));
  }

  @Test
  void sizesFromAGibibyteOnAreGivenInGibibytes() throws IOException {
    String model = made("m.gguf");
    try (RandomAccessFile file = new RandomAccessFile(model, "rw")) {
      file.setLength(3L << 29);
    }
    assertTrue(inspect("80", model).contains("1.50 GiB, 1,610,612,736 bytes\n"));
  }

  @Test
  void aFolderHasAllItsFilesAndAllItsEndTokens() throws IOException {
    String model = made("m", "--format", "safetensors");
    String text = inspect("80", model);
    assertTrue(text.contains("eos 1, eos 5"), text);
    assertTrue(text.matches("(?s).*\n  sha256 +[0-9a-f]{64}  tokenizer.json\n.*"), text);
    JsonNode document = new ObjectMapper().readTree(inspect("80", model, "--json"));
    JsonNode ids = document.at("/tokenizer/specialTokenIds");
    assertEquals("[1,5]", ids.get("eos").toString());
    assertEquals("2", ids.get("bos").toString());
    long bytes = 0;
    for (JsonNode file : document.get("files")) {
      bytes += file.get("sizeBytes").asLong();
    }
    assertEquals(bytes, document.get("fileBytes").asLong());
    assertTrue(document.get("files").size() >= 4, document.get("files")::toString);
  }
}
