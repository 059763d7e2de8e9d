package dev.tare.bench.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tare.fixtures.ggml.LlamaLibrary;
import dev.tare.results.run.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MachineProbeTest {
  private static final int MOST_LOOKS = 50;

  @Test
  void theSameMachineHasTheSameFingerprintEachTime() {
    Machine once = MachineProbe.probe(Map.of("llamaLibrarySha256", "a"));
    Machine again = MachineProbe.probe(Map.of("llamaLibrarySha256", "a"));

    assertEquals(once.fingerprint(), again.fingerprint());
    assertFalse(once.identity().containsValue("unknown"), once.identity()::toString);
  }

  @Test
  void otherProcessesThatUseTheProcessorsAreADoubt() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/bin/sh")));
    List<Process> busy = new ArrayList<>();
    try {
      for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
        busy.add(new ProcessBuilder("/bin/sh", "-c", "while :; do :; done").start());
      }
      List<String> doubts = MachineProbe.doubts();
      // What this JVM still compiles for the tests before takes its share of the processors first.
      for (int i = 0; i < MOST_LOOKS && doubts.isEmpty(); i++) {
        doubts = MachineProbe.doubts();
      }

      assertEquals(1, doubts.size());
      assertTrue(doubts.get(0).startsWith("other processes used "), doubts::toString);
    } finally {
      busy.forEach(Process::destroyForcibly);
    }
  }

  @Test
  void aSystemOnWhichNothingIsWatchedSaysSo() {
    assertEquals(List.of(), MachineProbe.unwatched(true, "Linux"));
    List<String> doubts = MachineProbe.unwatched(false, "Mac OS X");
    assertEquals(1, doubts.size());
    assertTrue(doubts.get(0).contains("not watched on Mac OS X"), doubts::toString);
  }

  @Test
  void anotherNativeLibraryIsAnotherMachine() {
    assertNotEquals(
        MachineProbe.probe(Map.of("llamaLibrarySha256", "a")).fingerprint(),
        MachineProbe.probe(Map.of("llamaLibrarySha256", "b")).fingerprint());
  }

  @Test
  void theNativeLibrariesAreKnown() {
    assertTrue(Libraries.natives().get("llamaLibrarySha256").matches("[0-9a-f]{16}"));
    assertTrue(Libraries.natives().get("onnxRuntimeVersion").matches("[0-9.]+"));
    assertTrue(Libraries.natives().get("onnxRuntimeLibrary").matches("[0-9a-f]{8}-[0-9]+"));
    assertTrue(Libraries.tools().get("jmh").matches("[0-9.]+"), Libraries.tools()::toString);
  }

  @Test
  void whatLiesBesideALibraryOfOnesOwnBelongsToIt(@TempDir Path folder) throws IOException {
    assertNull(Libraries.natives().get("llamaCompanionsSha256"));
    String before = System.getProperty(LlamaLibrary.PATH_PROPERTY);
    Path own = Files.writeString(folder.resolve("libjllama.so"), "library");
    Path kernels = Files.writeString(folder.resolve("libggml-cpu.so"), "kernels");
    System.setProperty(LlamaLibrary.PATH_PROPERTY, own.toString());
    try {
      Map<String, String> first = Libraries.natives();
      Files.writeString(kernels, "other kernels");
      Map<String, String> second = Libraries.natives();
      assertEquals(first.get("llamaLibrarySha256"), second.get("llamaLibrarySha256"));
      assertNotEquals(first.get("llamaCompanionsSha256"), second.get("llamaCompanionsSha256"));
    } finally {
      if (before == null) {
        System.clearProperty(LlamaLibrary.PATH_PROPERTY);
      } else {
        System.setProperty(LlamaLibrary.PATH_PROPERTY, before);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"6.1.0-18-amd64, 6.1", "6.18.44-x, 6.18", "24.5.0, 24.5", "10.0, 10.0", "9, 9"})
  void theKernelFamilyIsItsFirstTwoNumbers(String version, String family) {
    assertEquals(family, MachineProbe.kernelFamily(version));
  }

  @Test
  void onlyFeaturesThatKernelsChooseByAreKept() {
    assertEquals(
        "avx2 avx512_vnni fma",
        CpuFeatures.relevant(List.of("flags : fpu vme fma AVX2", "avx512_vnni pae")));
    assertEquals("unknown", CpuFeatures.relevant(List.of()));
  }
}
