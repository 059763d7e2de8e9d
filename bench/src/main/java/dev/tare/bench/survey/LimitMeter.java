package dev.tare.bench.survey;

import dev.tare.bench.engine.EngineException;
import dev.tare.bench.engine.onnx.MatrixProduct;
import dev.tare.bench.engine.onnx.MatrixProduct.Numbers;
import dev.tare.bench.roofline.MultiplyAdds;
import dev.tare.bench.roofline.ReadBandwidth;
import dev.tare.bench.roofline.Rounds;
import dev.tare.results.run.Absent;
import dev.tare.results.run.Block;
import dev.tare.results.run.SpeedLimit;
import dev.tare.results.run.SpeedLimit.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;
import oshi.SystemInfo;
import oshi.hardware.CentralProcessor.ProcessorCache;

/**
 * Measures what the machine can do at most.
 *
 * <p>The compute limit is what ONNX Runtime's matrix product reaches, of 32-bit floats and of 8-bit
 * integers: it uses the widest instructions that the processor has, dot products of integers
 * included, whatever the JVM's vector width and whatever the llama.cpp library was built for. So a
 * share shows, too, what such a library leaves unused. With AVX-512 and VNNI one thread came to 245
 * and 940 billion operations a second, the ratio of one to four that the units have; fused
 * multiply-adds of the JVM came to 236 or 120, depending on its version, and no JVM compiles loops
 * to dot products of bytes. They are measured besides; the faster of both is the limit of floats.
 */
final class LimitMeter {
  private static final int PRODUCTS_PER_ROUND = 2;
  private static final int CHAINS_PER_ROUND = 10;

  private final int block;
  private final Rounds rounds;
  private final LongSupplier roomBytes;
  private final List<SpeedLimit> limits = new ArrayList<>();
  private final List<Absent> absent = new ArrayList<>();

  LimitMeter(int block, Rounds rounds) {
    this(block, rounds, HeapRoom::bytes);
  }

  /**
   * Measures in a heap of another size.
   *
   * @param roomBytes how much memory arrays may take
   */
  LimitMeter(int block, Rounds rounds, LongSupplier roomBytes) {
    this.block = block;
    this.rounds = rounds;
    this.roomBytes = roomBytes;
  }

  List<SpeedLimit> limits() {
    return limits;
  }

  List<Absent> absent() {
    return absent;
  }

  /** The two canaries: one waits for memory, one for the arithmetic units. */
  void canaries(int threads) {
    measure(Kind.READ_BANDWIDTH, threads, this::readBandwidth);
    measure(Kind.FLOAT32_OPERATIONS, threads, count -> product(Numbers.FLOAT32, count));
  }

  /** What the canaries do not tell. */
  void others(int threads) {
    measure(Kind.INT8_OPERATIONS, threads, count -> product(Numbers.INT8, count));
    measure(Kind.FLOAT32_OPERATIONS, threads, this::multiplyAdds);
  }

  /** A limit that cannot be measured is absent, with the reason, and the next one has its turn. */
  void measure(Kind kind, int threads, IntConsumer limit) {
    try {
      limit.accept(threads);
    } catch (RuntimeException | LinkageError | OutOfMemoryError e) {
      String reason = e instanceof EngineException ? e.getMessage() : e.toString();
      String line = String.valueOf(reason).lines().findFirst().orElse("");
      absent.add(new Absent(kind.id() + " with " + threads + " threads", line));
    }
    // Memory that this one took is not the next one's to go without.
    System.gc();
  }

  private void readBandwidth(int threads) {
    long bytes = ReadBandwidth.bytesPerThread(threads, largestCacheBytes());
    long room = roomBytes.getAsLong();
    if (bytes * threads > room) {
      throw new EngineException(
          "needs " + (bytes * threads >> 20) + " MiB, there are " + (room >> 20));
    }
    try (ReadBandwidth memory = new ReadBandwidth(threads, bytes)) {
      add(
          Kind.READ_BANDWIDTH,
          "one number of each cache line",
          threads,
          memory.bytes(),
          memory::read);
    }
  }

  private static long largestCacheBytes() {
    return new SystemInfo()
        .getHardware().getProcessor().getProcessorCaches().stream()
            .mapToLong(ProcessorCache::getCacheSize)
            .max()
            .orElse(0);
  }

  private void product(Numbers numbers, int threads) {
    try (MatrixProduct product = new MatrixProduct(numbers, threads)) {
      add(
          numbers == Numbers.INT8 ? Kind.INT8_OPERATIONS : Kind.FLOAT32_OPERATIONS,
          "matrix product of ONNX Runtime",
          threads,
          PRODUCTS_PER_ROUND * product.operations(),
          repeated(PRODUCTS_PER_ROUND, product::multiply));
    }
  }

  private void multiplyAdds(int threads) {
    try (MultiplyAdds adds = new MultiplyAdds(threads)) {
      add(
          Kind.FLOAT32_OPERATIONS,
          "fused multiply-adds of the JVM",
          threads,
          CHAINS_PER_ROUND * adds.operations(),
          repeated(CHAINS_PER_ROUND, adds::work));
    }
  }

  private static LongSupplier repeated(int times, LongSupplier work) {
    return () -> {
      long sum = 0;
      for (int i = 0; i < times; i++) {
        sum += work.getAsLong();
      }
      return sum;
    };
  }

  private void add(Kind kind, String method, int threads, long work, LongSupplier round) {
    List<Double> times = rounds.time(round, System::nanoTime);
    limits.add(new SpeedLimit(kind, method, threads, work, List.of(new Block(block, times))));
  }
}
