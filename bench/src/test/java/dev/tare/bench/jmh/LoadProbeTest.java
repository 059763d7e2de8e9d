package dev.tare.bench.jmh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tare.bench.engine.EngineException;
import dev.tare.bench.engine.FakeTextEngine;
import dev.tare.bench.engine.TextEngine;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoadProbeTest {
  private final List<String> calls = new ArrayList<>();
  private final TextEngine fake = new FakeTextEngine(64);
  private final TextEngine engine =
      (TextEngine)
          Proxy.newProxyInstance(
              TextEngine.class.getClassLoader(),
              new Class<?>[] {TextEngine.class},
              (proxy, method, args) -> {
                calls.add(method.getName());
                return method.invoke(fake, args);
              });

  private LoadProbe asking(String prompt) {
    return new LoadProbe.Text(() -> engine, prompt);
  }

  @Test
  void theFirstInferenceTokenizesNothing() {
    LoadProbe probe = asking("a document that is much longer than the first prompt");
    probe.open();
    assertEquals(List.of(), calls);
    probe.prepare();
    assertEquals(List.of("tokenize"), calls);
    probe.firstInference();
    assertEquals(List.of("tokenize", "prefill", "decode"), calls);
    assertEquals(16 + 1, fake.depth());
  }

  @Test
  void aPromptOfTooFewTokensIsNotFilledUp() {
    LoadProbe probe = asking("too short");
    probe.open();
    String message = assertThrows(EngineException.class, probe::prepare).getMessage();
    assertTrue(message.contains("needs 16 tokens, and the model makes 10"), message);
  }
}
