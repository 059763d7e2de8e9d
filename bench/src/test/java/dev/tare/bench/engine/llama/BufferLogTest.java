package dev.tare.bench.engine.llama;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.tare.bench.engine.EngineBuffers;
import dev.tare.bench.profile.Reading;
import org.junit.jupiter.api.Test;

class BufferLogTest {
  /** As llama.cpp b4916 prints it, some lines left out, with a second device added. */
  private static final String LOG =
      """
      load_tensors:   CPU_Mapped model buffer size =   231.17 MiB
      .........................................................
      llama_context:        CPU  output buffer size =     0.06 MiB
      init:        CPU KV buffer size =     6.00 MiB
      init:      CUDA0 KV buffer size =    18.50 MiB
      llama_context: KV self size  =    6.00 MiB, K (f16):    3.00 MiB, V (f16):    3.00 MiB
      llama_context:        CPU compute buffer size =    35.25 MiB
      """;

  @Test
  void theBuffersOfAllDevicesAreAddedAndWeightsAreNone() {
    EngineBuffers buffers = BufferLog.of(new Reading.Value<>(LOG));
    assertEquals(new Reading.Value<>(49L << 19), buffers.kvCacheBytes());
    assertEquals(
        new Reading.Value<>(Math.round((35.25 + 0.06) * (1 << 20))), buffers.computeBytes());
  }

  @Test
  void aLogWithoutSizesIsNoSizeOfZero() {
    EngineBuffers buffers = BufferLog.of(new Reading.Value<>("llama_context: n_ctx = 512\n"));
    assertEquals(
        "llama.cpp logged no KV buffer size",
        assertInstanceOf(Reading.Missing.class, buffers.kvCacheBytes()).reason());
  }

  @Test
  void aLogThatIsNotKeptIsNamedAsTheReason() {
    EngineBuffers buffers = BufferLog.begin().buffers();
    String reason = assertInstanceOf(Reading.Missing.class, buffers.computeBytes()).reason();
    assertEquals("the engine tells it in its log, which -Dtare.nativeLog=FILE keeps", reason);
  }
}
