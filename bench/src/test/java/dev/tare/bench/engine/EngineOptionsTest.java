package dev.tare.bench.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class EngineOptionsTest {
  @Test
  void zeroThreadsMeansAllCores() {
    assertEquals(Runtime.getRuntime().availableProcessors(), ThreadCount.resolve(0));
    assertEquals(3, ThreadCount.resolve(3));
    assertThrows(IllegalArgumentException.class, () -> ThreadCount.resolve(-1));
  }

  @Test
  void anEngineExceptionIsOneLine() {
    EngineException failure = new EngineException("file:\n  broken\r\n\n  mend it\n");
    assertEquals("file: broken mend it", failure.getMessage());
  }

  @Test
  void textOptionsRejectWhatNoEngineCanDo() {
    assertThrows(IllegalArgumentException.class, () -> TextOptions.generating(0, 16));
    assertThrows(IllegalArgumentException.class, () -> TextOptions.embedding(1, 0));
  }

  @Test
  void imageOptionsRejectSizesThatFitIntoNoBuffer() {
    assertThrows(
        IllegalArgumentException.class, () -> new ImageOptions(1, "in", "out", 30_000, 30_000, 1));
    assertThrows(IllegalArgumentException.class, () -> new ImageOptions(1, " ", "out", 8, 8, 1));
    assertEquals(3 * 8 * 4, new ImageOptions(1, "in", "out", 8, 4, 2).valuesPerPicture());
  }

  @Test
  void forksAskForNativeAccessOnlyWhereJavaKnowsTheOption() {
    assertFalse(ForkArguments.jvmArgs(17).toString().contains("native-access"));
    assertFalse(ForkArguments.jvmArgs(17).toString().contains("unsafe-memory"));
    assertTrue(ForkArguments.jvmArgs(25).contains("--enable-native-access=ALL-UNNAMED"));
    assertTrue(ForkArguments.jvmArgs(25).contains("--sun-misc-unsafe-memory-access=allow"));
  }

  @Test
  void noForkWaitsForJmhsDefaultShutdownTimeout() {
    assertTrue(ForkArguments.jvmArgs().contains("-Djmh.shutdownTimeout=2"));
  }

  @Test
  void aTestProcessIsNoJmhFork() {
    assertFalse(ForkProcess.isForked());
  }
}
