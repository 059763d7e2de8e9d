package dev.tare.results.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tare.results.run.Run;
import dev.tare.results.store.UnreadableRunException;
import dev.tare.results.verdict.Comparator;
import dev.tare.results.verdict.Comparison;
import dev.tare.results.verdict.Policy;
import dev.tare.results.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files with a part replaced at random: each is a run that can be judged, or refused in a line. */
class DamagedInputTest {
  private static final int TIMES = 400;

  /** A text, a number, a bracket or a comma. */
  private static final Pattern TOKEN = Pattern.compile("\"[^\"]*\"|[0-9.eE+-]+|[\\[\\]{},:]");

  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

  private static final List<String> REPLACEMENTS =
      List.of(
          "",
          "0",
          "-1",
          "1e308",
          "-1e-308",
          "1e99",
          "1e999",
          "NaN",
          "\"NaN\"",
          "null",
          "true",
          "\"\"",
          "\" \"",
          "\"\\u0000\\n\\u001b[31m\"",
          "[]",
          "{}",
          "[[]]",
          "[[[]]]",
          "[",
          "]",
          "{",
          "}",
          ",",
          ":",
          "9223372036854775808",
          "2147483648",
          "\"threads\"",
          "\"thrpt\"",
          "\"us/op\"",
          "\"rawData\"",
          "\"rawDataHistogram\"",
          "\"samples_ts\"",
          "\"schema\"");

  @TempDir private Path folder;

  private static List<String> files() {
    JmhText sampled = JmhText.of("a.B.d").mode("sample", "us/op");
    return List.of(
        JmhText.file(
            JmhText.of("a.B.c").parameter("n", "1").secondary("gc.time", "ms", "[[1], [2], [3]]"),
            sampled.histogram("[[[[10, 20], [20, 2]]], [[[30, 1]]], [[[7, 9]]]]")),
        LlamaBenchText.array(LlamaBenchText.prompt(8), LlamaBenchText.generation(4)),
        LlamaBenchText.lines(LlamaBenchText.prompt(8), LlamaBenchText.generation(4)));
  }

  @Test
  void aDamagedFileIsARunOrRefusedInOneLine() throws IOException {
    Random random = new Random(20261121);
    int refused = 0;
    Path file = folder.resolve("damaged.json");
    for (String text : files()) {
      List<int[]> tokens =
          TOKEN.matcher(text).results().map(m -> new int[] {m.start(), m.end()}).toList();
      for (int i = 0; i < TIMES; i++) {
        int[] token = tokens.get(random.nextInt(tokens.size()));
        String other =
            random.nextBoolean()
                ? REPLACEMENTS.get(random.nextInt(REPLACEMENTS.size()))
                : text.substring(token[0], token[1]).repeat(2);
        Files.writeString(file, text.substring(0, token[0]) + other + text.substring(token[1]));
        refused += isRefused(file) ? 1 : 0;
      }
    }
    assertTrue(refused > TIMES && refused < 3 * TIMES, refused + " refused");
  }

  private static boolean isRefused(Path file) {
    try {
      Run run = RunInput.read(file, Optional.of("ci"));
      Comparison comparison = Comparator.compare(run, run, Policy.standard());
      assertEquals(List.of(), comparison.rows(Verdict.REGRESSED));
      return false;
    } catch (UnreadableRunException e) {
      assertEquals(1, e.getMessage().lines().count(), e.getMessage());
      assertFalse(CONTROL.matcher(e.getMessage()).find(), e.getMessage());
      return true;
    }
  }
}
