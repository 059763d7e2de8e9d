package dev.tare.bench.engine.llama;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tare.bench.engine.ArgMax;
import dev.tare.bench.engine.EngineException;
import dev.tare.bench.engine.TextEngine;
import dev.tare.bench.engine.TextOptions;
import dev.tare.bench.engine.TextSettings;
import dev.tare.fixtures.document.Documents;
import dev.tare.fixtures.fuzz.EngineMutants;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LlamaTextEngineTest {
  private static final int CONTEXT = 96;
  private static TextEngine engine;
  private static int[] prompt;

  @BeforeAll
  static void open() {
    engine = LlamaTextEngine.open(TinyGemma.file(), TextOptions.generating(1, CONTEXT));
    prompt = Arrays.copyOf(engine.tokenize(Documents.all().get(0).text(), true), 40);
  }

  @AfterAll
  static void close() {
    engine.close();
  }

  @BeforeEach
  void empty() {
    engine.trim(0);
  }

  @Test
  void settingsReachLlamaCppAndChangeItsArithmetic() {
    engine.prefill(prompt);
    float[] usual = new float[engine.vocabularySize()];
    engine.logits(usual);
    for (Map<String, String> options :
        List.of(
            Map.of("flashAttention", "on"),
            Map.of("flashAttention", "on", "kvType", "Q4_0"),
            Map.of("kvType", "F32"))) {
      float[] other = logits(options);
      assertFalse(Arrays.equals(usual, other), options::toString);
      assertArrayEquals(usual, other, 2f, options::toString);
    }
    for (Map<String, String> options :
        List.of(Map.of("mmap", "off"), Map.of("batchTokens", "16", "microBatchTokens", "8"))) {
      assertArrayEquals(usual, logits(options), 0.05f, options::toString);
    }
  }

  private static float[] logits(Map<String, String> options) {
    TextOptions plain = TextOptions.generating(1, CONTEXT);
    try (LlamaTextEngine other =
        LlamaTextEngine.open(TinyGemma.file(), plain.with(TextSettings.of(options)))) {
      other.prefill(prompt);
      float[] logits = new float[other.vocabularySize()];
      other.logits(logits);
      return logits;
    }
  }

  @Test
  void aDocumentBecomesFewerTokensThanItHasCharacters() {
    String text = Documents.all().get(0).text();
    int[] tokens = engine.tokenize(text, false);
    assertTrue(tokens.length < text.length() / 2, tokens.length + " tokens");
    assertTrue(Arrays.stream(tokens).allMatch(id -> id >= 0 && id < engine.vocabularySize()));
  }

  @Test
  void theBeginningOfSequenceLeadsOnlyWhenAskedFor() {
    int[] plain = engine.tokenize("Befund", false);
    int[] led = engine.tokenize("Befund", true);
    assertEquals(plain.length + 1, led.length);
    assertArrayEquals(plain, Arrays.copyOfRange(led, 1, led.length));
  }

  @Test
  void aModelWithoutATokenizerGeneratesButRefusesText(@TempDir Path folder) throws IOException {
    byte[] whole = Files.readAllBytes(TinyGemma.file());
    Path file = folder.resolve("m.gguf");
    Files.write(file, EngineMutants.withoutTokenizer(whole, engine.vocabularySize()));
    try (LlamaTextEngine silent = LlamaTextEngine.open(file, TextOptions.generating(1, CONTEXT))) {
      assertEquals(engine.prefill(prompt), silent.prefill(prompt));
      EngineException refusal =
          assertThrows(EngineException.class, () -> silent.tokenize("Befund", false));
      assertTrue(refusal.getMessage().contains("no tokenizer"), refusal.getMessage());
    }
  }

  @Test
  void aPromptAtOnceAndTokenByTokenAgree() {
    int atOnce = engine.prefill(prompt);
    engine.trim(0);
    int last = -1;
    for (int token : prompt) {
      last = engine.decode(token);
    }
    assertEquals(atOnce, last);
    assertEquals(prompt.length, engine.depth());
  }

  @Test
  void trimmingGoesBackToTheStateBefore() {
    int first = engine.prefill(prompt);
    int[] once = generate(first, 12);
    engine.trim(prompt.length);
    int[] again = generate(first, 12);
    assertArrayEquals(once, again);
  }

  @Test
  void whatIsTrimmedAwayDoesNotCount() {
    engine.prefill(Arrays.copyOf(prompt, 10));
    engine.prefill(Arrays.copyOfRange(prompt, 25, 35));
    engine.trim(10);
    int next = engine.prefill(Arrays.copyOfRange(prompt, 10, 20));
    engine.trim(0);
    assertEquals(engine.prefill(Arrays.copyOf(prompt, 20)), next);
  }

  @Test
  void theAnswerIsTheLikeliestOfTheLogits() {
    int next = engine.prefill(prompt);
    float[] logits = new float[engine.vocabularySize()];
    engine.logits(logits);
    assertEquals(next, ArgMax.of(logits, logits.length));
    assertThrows(IllegalArgumentException.class, () -> engine.logits(new float[5]));
  }

  @Test
  void everyNumberOfThreadsGeneratesTheSame() {
    int[] one = generate(engine.prefill(prompt), 16);
    try (TextEngine two =
        LlamaTextEngine.open(TinyGemma.file(), TextOptions.generating(2, CONTEXT))) {
      int token = two.prefill(prompt);
      int[] other = new int[16];
      for (int i = 0; i < other.length; i++) {
        token = two.decode(token);
        other[i] = token;
      }
      assertArrayEquals(one, other);
    }
  }

  @Test
  void aFullContextIsSaidInOneLine() {
    int[] tooLong = new int[engine.contextTokens() + 1];
    Arrays.fill(tooLong, prompt[1]);
    EngineException failure = assertThrows(EngineException.class, () -> engine.prefill(tooLong));
    assertTrue(failure.getMessage().contains("longer context"), failure.getMessage());
    assertEquals(0, engine.depth());
  }

  @Test
  void tokensOutsideTheVocabularyNeverReachNativeCode() {
    int outside = engine.vocabularySize();
    assertThrows(IllegalArgumentException.class, () -> engine.decode(outside));
    assertThrows(IllegalArgumentException.class, () -> engine.decode(-1));
    assertThrows(IllegalArgumentException.class, () -> engine.prefill(new int[] {1, outside}));
    assertThrows(IllegalArgumentException.class, () -> engine.prefill(new int[0]));
    assertThrows(IllegalArgumentException.class, () -> engine.trim(1));
  }

  @Test
  void anEmbeddingIsTheMeanOverAllTokens() {
    try (TextEngine embedder =
        LlamaTextEngine.open(TinyGemma.file(), TextOptions.embedding(1, CONTEXT))) {
      float[] whole = embedder.embed(prompt);
      assertEquals(embedder.embeddingSize(), whole.length);
      assertArrayEquals(whole, embedder.embed(prompt));
      assertFalse(Arrays.equals(whole, embedder.embed(Arrays.copyOf(prompt, 20))));
    }
  }

  @Test
  void anEngineThatGeneratesDoesNotEmbed() {
    assertThrows(EngineException.class, () -> engine.embed(prompt));
  }

  @Test
  void aClosedEngineSaysSo() {
    TextEngine closed = LlamaTextEngine.open(TinyGemma.file(), TextOptions.generating(1, CONTEXT));
    closed.close();
    closed.close();
    assertTrue(
        assertThrows(EngineException.class, () -> closed.decode(prompt[0]))
            .getMessage()
            .endsWith("the engine is closed"));
    assertThrows(EngineException.class, () -> closed.prefill(prompt));
    assertThrows(EngineException.class, () -> closed.trim(0));
  }

  @Test
  void loadingIsTimedByPhase() {
    assertTrue(engine.loadPhases().modelNs() > 0);
    assertTrue(engine.loadPhases().contextNs() > 0);
  }

  @Test
  void aTruncatedModelIsRefusedBeforeNativeCodeReadsIt(@TempDir Path folder) throws IOException {
    byte[] whole = Files.readAllBytes(TinyGemma.file());
    for (int length : new int[] {0, 3, 100, whole.length / 2, whole.length - 33}) {
      Path cut = Files.write(folder.resolve(length + ".gguf"), Arrays.copyOf(whole, length));
      EngineException failure =
          assertThrows(
              EngineException.class,
              () -> LlamaTextEngine.open(cut, TextOptions.generating(1, CONTEXT)));
      assertTrue(failure.getMessage().contains(cut.toString()), failure.getMessage());
      assertEquals(1, failure.getMessage().lines().count());
    }
  }

  @Test
  void aMissingModelIsSaidInOneLine(@TempDir Path folder) {
    Path missing = folder.resolve("none.gguf");
    EngineException failure =
        assertThrows(
            EngineException.class,
            () -> LlamaTextEngine.open(missing, TextOptions.generating(1, CONTEXT)));
    assertTrue(failure.getMessage().startsWith(missing.toString()), failure.getMessage());
  }

  @Test
  void anotherStructureLayoutIsNotTakenForTheExpectedOne() {
    LlamaRuntime.initialise();
    ContextParams defaults = LlamaApi.llama_context_default_params();
    assertTrue(defaults.areDefaultsOfB4916());
    defaults.microBatchTokens = 1;
    assertFalse(defaults.areDefaultsOfB4916());
    assertNotEquals("", defaults.describe());
  }

  @Test
  void theLibraryNamesTheFeaturesItUses() {
    assertTrue(LlamaRuntime.systemInfo().contains("CPU"), LlamaRuntime.systemInfo());
  }

  private static int[] generate(int first, int count) {
    int[] tokens = new int[count];
    int token = first;
    for (int i = 0; i < count; i++) {
      token = engine.decode(token);
      tokens[i] = token;
    }
    return tokens;
  }
}
