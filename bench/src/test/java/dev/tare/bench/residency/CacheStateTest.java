package dev.tare.bench.residency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tare.bench.profile.Reading;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The real kernel and real files; where the temporary folder is memory, nothing can be dropped. */
@EnabledOnOs(OS.LINUX)
class CacheStateTest {
  private static final int SIZE = 2 << 20;
  private static final Set<String> IN_MEMORY = Set.of("tmpfs", "ramfs", "zfs");

  @TempDir private Path folder;

  private Path file(String name, int size) throws IOException {
    return Files.write(folder.resolve(name), new byte[size]);
  }

  private void assumeThatPagesCanBeDropped() throws IOException {
    String type = Files.getFileStore(folder).type();
    assumeTrue(!IN_MEMORY.contains(type), () -> type + " keeps its pages");
  }

  private static double share(Reading<Double> reading) {
    assertTrue(reading instanceof Reading.Value, reading::toString);
    return ((Reading.Value<Double>) reading).value();
  }

  private static double share(Path... files) {
    return share(PageCache.residency(List.of(files)).map(Residency::share));
  }

  @Test
  void aFileJustWrittenIsDroppedAlthoughItWasNotOnDiskYet() throws IOException {
    assumeThatPagesCanBeDropped();
    Path file = file("model", SIZE);
    assertEquals(1, share(file));
    CacheState.Prepared cold = CacheState.COLD.prepare(List.of(file));
    assertEquals(0, share(cold.residentShare()));
    assertTrue(cold.problem().isEmpty(), cold::toString);
    assertEquals(0, share(file));
  }

  @Test
  void onlyTheFilesThatWereNamedAreDropped() throws IOException {
    assumeThatPagesCanBeDropped();
    Path model = file("model", SIZE);
    Path data = file("model.data", SIZE / 2);
    Path other = file("other", SIZE);
    CacheState.Prepared cold = CacheState.COLD.prepare(List.of(model, data));
    assertEquals(0, share(cold.residentShare()));
    assertEquals(0, share(model));
    assertEquals(0, share(data));
    assertEquals(1, share(other));
  }

  @Test
  void aFileThatSomebodyMapsIsNotColdAndTheReasonSaysHowMuchOfItRemained() throws IOException {
    assumeThatPagesCanBeDropped();
    Path file = file("model", SIZE);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      MappedByteBuffer mapped = channel.map(FileChannel.MapMode.READ_ONLY, 0, SIZE / 2);
      mapped.load();
      CacheState.Prepared cold = CacheState.COLD.prepare(List.of(file));
      assertEquals(0.5, share(cold.residentShare()), 0.05);
      String problem = cold.problem().orElseThrow();
      assertTrue(problem.matches("not cold: 5\\d\\.\\d % of the file was .*"), problem);
      assertEquals(0, mapped.get(0));
    }
  }

  @Test
  void aFileInMemoryIsNotCold() throws IOException {
    Path memory = Path.of("/dev/shm");
    assumeTrue(
        Files.isWritable(memory) && Files.getFileStore(memory).type().equals("tmpfs"),
        "there is no tmpfs");
    Path file = Files.createTempFile(memory, "tare", ".model");
    try {
      Files.write(file, new byte[SIZE / 4]);
      CacheState.Prepared cold = CacheState.COLD.prepare(List.of(file));
      assertEquals(1, share(cold.residentShare()));
      assertTrue(cold.problem().orElseThrow().startsWith("not cold: 100.0 %"), cold::toString);
      assertTrue(CacheState.WARM.prepare(List.of(file)).problem().isEmpty());
    } finally {
      Files.delete(file);
    }
  }

  @Test
  void aColdFileIsReadUntilItIsWarm() throws IOException {
    assumeThatPagesCanBeDropped();
    Path file = file("model", SIZE + 1);
    CacheState.COLD.prepare(List.of(file));
    CacheState.Prepared warm = CacheState.WARM.prepare(List.of(file));
    assertEquals(1, share(warm.residentShare()));
    assertTrue(warm.problem().isEmpty(), warm::toString);
  }

  @Test
  void lookingAtAFileBringsNoneOfItIntoMemory() throws IOException {
    assumeThatPagesCanBeDropped();
    Path file = file("model", SIZE);
    CacheState.COLD.prepare(List.of(file));
    for (int i = 0; i < 3; i++) {
      assertEquals(0, share(file));
    }
  }

  @Test
  void whatIsReadAfterTheDropComesFromTheDisk() throws IOException {
    assumeThatPagesCanBeDropped();
    assumeTrue(DiskReads.bytes() instanceof Reading.Value, "/proc/self/io does not tell");
    Path file = file("model", SIZE);
    CacheState.COLD.prepare(List.of(file));
    long cold = bytesRead(file);
    assertTrue(cold >= SIZE, "read " + cold);
    long warm = bytesRead(file);
    assertTrue(warm < SIZE / 2, "read " + warm);
  }

  private static long bytesRead(Path file) throws IOException {
    long before = ((Reading.Value<Long>) DiskReads.bytes()).value();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
      while (channel.read(buffer) >= 0) {
        buffer.clear();
      }
    }
    return ((Reading.Value<Long>) DiskReads.bytes()).value() - before;
  }

  @Test
  void aMissingFileIsNeitherWarmNorCold() {
    List<Path> none = List.of(folder.resolve("none"));
    assertTrue(CacheState.COLD.prepare(none).problem().isPresent());
    assertTrue(CacheState.WARM.prepare(none).problem().isPresent());
  }

  @Test
  void anEmptyFileHasNoPages() throws IOException {
    assertEquals(new Reading.Value<>(Residency.NONE), PageCache.residency(List.of(file("no", 0))));
  }

  @Test
  void aResidencyBeyondItsPagesIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new Residency(2, 1));
    assertThrows(IllegalArgumentException.class, () -> new Residency(-1, 1));
  }

  @Test
  void aStateIsFoundByItsNameOnly() {
    assertEquals(List.of("warm", "cold"), CacheState.names());
    assertEquals(CacheState.COLD, CacheState.named("cold"));
    assertThrows(IllegalArgumentException.class, () -> CacheState.named("COLD"));
  }

  @Test
  void aSystemWithoutTheCounterSaysSo() throws IOException {
    Path counters = Files.writeString(folder.resolve("io"), "rchar: 1\nread_bytes: 4096\n");
    assertEquals(new Reading.Value<>(4096L), DiskReads.bytes(counters));
    Files.writeString(counters, "rchar: 1\n");
    assertTrue(DiskReads.bytes(counters).toString().contains("does not tell read_bytes"));
    assertTrue(DiskReads.bytes(folder.resolve("none")).toString().contains("not here"));
  }
}
