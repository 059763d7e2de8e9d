package dev.tare.bench.engine.llama;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tare.bench.ChildJvm;
import dev.tare.bench.engine.EngineException;
import dev.tare.bench.engine.ForkArguments;
import dev.tare.bench.engine.Generation;
import dev.tare.bench.engine.TextOptions;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class JavaLlamaEngineTest {
  @Test
  void itGeneratesTheSameTextEachTimeAndCloses() throws Exception {
    ChildJvm.Outcome child = child(GenerateTwice.class);
    assertEquals(0, child.exitCode(), child.output());
    assertTrue(child.output().contains("tokens=12 ascending=true equal=true"), child.output());
  }

  @Test
  void closingRightAfterOpeningDoesNotCrash() throws Exception {
    ChildJvm.Outcome child = child(CloseAtOnce.class);
    assertEquals(0, child.exitCode(), child.output());
    assertTrue(child.output().contains("closed"), child.output());
  }

  @Test
  void itIsOpenedToGenerateOnly() {
    Path file = TinyGemma.file();
    TextOptions embedding = TextOptions.embedding(1, 64);
    assertThrows(EngineException.class, () -> JavaLlamaEngine.open(file, embedding));
  }

  private static ChildJvm.Outcome child(Class<?> main) throws Exception {
    return ChildJvm.run(ForkArguments.jvmArgs(), main, TinyGemma.file().toString());
  }

  /** Runs in the child. */
  static final class GenerateTwice {
    public static void main(String[] args) {
      JavaLlamaEngine engine =
          JavaLlamaEngine.open(Path.of(args[0]), TextOptions.generating(1, 96));
      Generation first = engine.generate("Patient in gutem Zustand.", 12);
      Generation second = engine.generate("Patient in gutem Zustand.", 12);
      System.out.printf(
          "tokens=%d ascending=%b equal=%b%n",
          first.tokens(),
          first.firstNs() > 0 && first.lastNs() > first.firstNs(),
          first.text().equals(second.text()));
      engine.close();
      engine.close();
      System.exit(0);
    }
  }

  /** Runs in the child. */
  static final class CloseAtOnce {
    public static void main(String[] args) {
      JavaLlamaEngine.open(Path.of(args[0]), TextOptions.generating(1, 96)).close();
      System.out.println("closed");
      System.exit(0);
    }
  }
}
