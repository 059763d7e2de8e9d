package dev.tare.bench.jmh;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.tare.bench.engine.FakeTextEngine;
import dev.tare.fixtures.document.Documents;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PromptStreamTest {
  private final FakeTextEngine engine = new FakeTextEngine(16);
  private final PromptStream stream = new PromptStream(engine);

  @Test
  void aPromptHasExactlyTheLengthAskedFor() {
    int document = engine.tokenize(Documents.all().get(0).text(), true).length;
    for (int tokens : new int[] {1, 128, document, document + 1, 3 * document}) {
      assertEquals(tokens, stream.prompt(0, tokens).length);
    }
  }

  @Test
  void theBeginningOfSequenceLeadsOnceOnly() {
    int[] first = engine.tokenize(Documents.all().get(0).text(), true);
    int[] second = engine.tokenize(Documents.all().get(1).text(), false);
    int[] prompt = stream.prompt(0, first.length + 10);
    assertArrayEquals(first, Arrays.copyOf(prompt, first.length));
    assertArrayEquals(
        Arrays.copyOf(second, 10), Arrays.copyOfRange(prompt, first.length, prompt.length));
  }

  @Test
  void promptsBeginWithDifferentDocuments() {
    Set<List<Integer>> different = new HashSet<>();
    for (int[] prompt : stream.prompts(8, 64)) {
      different.add(Arrays.stream(prompt).boxed().toList());
    }
    assertEquals(8, different.size());
    assertFalse(different.contains(List.of()));
  }

  @Test
  void theDocumentsAreTakenRound() {
    assertArrayEquals(stream.prompt(0, 50), stream.prompt(stream.size(), 50));
  }
}
