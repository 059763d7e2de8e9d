package dev.tare.bench.jmh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tare.bench.engine.EngineException;
import dev.tare.bench.engine.TextEngine;
import dev.tare.bench.engine.TextOptions;
import dev.tare.bench.engine.llama.LlamaTextEngine;
import dev.tare.bench.engine.llama.TinyGemma;
import dev.tare.bench.jmh.LoopHalf.Slice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The C half, built and run where there is a C compiler. */
class NativeLoopTest {
  private static final int CONTEXT = 64;

  @TempDir private static Path folder;
  private static Path program;

  @BeforeAll
  static void build() throws IOException, InterruptedException {
    Path source = Path.of("../scripts/parity/loop.c");
    assumeTrue(Files.exists(source) && Files.isExecutable(Path.of("/usr/bin/cc")));
    program = folder.resolve("loop");
    String options = "-std=c11 -D_POSIX_C_SOURCE=200809L -O2 -Wall -Wextra -Werror";
    List<String> command = new ArrayList<>(List.of("cc"));
    command.addAll(List.of(options.split(" ")));
    command.addAll(List.of("-o", program.toString(), source.toString(), "-ldl"));
    Path log = folder.resolve("cc.log");
    Process cc =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    assertTrue(cc.waitFor(1, TimeUnit.MINUTES));
    assertEquals(0, cc.exitValue(), Files.readString(log));
  }

  private static NativeLoop loop() {
    return NativeLoop.start(program, TinyGemma.file(), 1, CONTEXT);
  }

  @Test
  void itDecodesTheTokensThatTheEngineDecodes() {
    int[] prompt = {2, 11, 12, 13, 14};
    try (NativeLoop loop = loop();
        TextEngine engine =
            LlamaTextEngine.open(TinyGemma.file(), TextOptions.generating(1, CONTEXT))) {
      loop.set(List.of(new int[] {20}, new int[] {21}));
      loop.fill(prompt);
      engine.prefill(prompt);
      Slice slice = loop.decode(prompt.length, 6, 3);
      assertTrue(slice.elapsedNs() > 0);
      int hash = 0;
      for (int first : new int[] {20, 21, 20}) {
        engine.trim(prompt.length);
        int token = first;
        for (int i = 0; i < 6; i++) {
          token = engine.decode(token);
        }
        hash = Slice.hash(hash, token);
      }
      assertEquals(hash, slice.hash());
    }
  }

  @Test
  void itPrefillsToTheTokenThatTheEnginePrefillsTo() {
    List<int[]> prompts = List.of(new int[] {2, 5, 6, 7}, new int[] {2, 9, 8, 7});
    try (NativeLoop loop = loop();
        TextEngine engine =
            LlamaTextEngine.open(TinyGemma.file(), TextOptions.generating(1, CONTEXT))) {
      loop.set(prompts);
      int hash = 0;
      for (int[] prompt : prompts) {
        engine.trim(0);
        hash = Slice.hash(hash, engine.prefill(prompt));
      }
      assertEquals(hash, loop.prefill(2).hash());
    }
  }

  @Test
  void aLoopThatHasEndedIsNamed() {
    try (NativeLoop loop = loop()) {
      EngineException e = assertThrows(EngineException.class, () -> loop.prefill(1));
      assertTrue(e.getMessage().startsWith("the C loop"), e.getMessage());
    }
  }
}
