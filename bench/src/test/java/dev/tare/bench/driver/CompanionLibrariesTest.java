package dev.tare.bench.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.jna.NativeLibrary;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompanionLibrariesTest {
  @TempDir Path folder;

  @Test
  void librariesAreReadFromTheListOfMappings() {
    String maps =
        """
        7f00-7f01 r-xp 00000000 08:01 11                         /opt/my build/libggml-cpu.so.1.2
        7f01-7f02 r--p 00000000 08:01 11                         /opt/my build/libggml-cpu.so.1.2
        7f02-7f03 r-xp 00000000 08:01 12                         /opt/libjllama.so
        7f03-7f04 rw-p 00000000 00:00 0                          [heap]
        7f04-7f05 rw-p 00000000 00:00 0
        7f05-7f06 r--s 00000000 08:01 13                         /opt/model.gguf
        7f06-7f07 r-xp 00000000 08:01 14                         /opt/gone.so (deleted)
        """;

    Set<Path> mapped = CompanionLibraries.mapped(maps);

    assertEquals(
        Set.of(Path.of("/opt/my build/libggml-cpu.so.1.2"), Path.of("/opt/libjllama.so")), mapped);
  }

  @Test
  void aRebuiltCompanionChangesTheIdentityAndAnUnusedNeighbourDoesNot() throws Exception {
    assumeTrue(Files.isReadable(Path.of("/proc/self/maps")));
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/cc")));
    Path named = Files.writeString(folder.resolve("libjllama.so"), "named");
    Files.writeString(folder.resolve("libunused.so"), "not loaded");
    assertEquals(Optional.empty(), CompanionLibraries.identity(named));
    // A second llama.cpp in this process would share symbols with the one that is there.
    Path companion = folder.resolve("libkernels.so");
    Path source = Files.writeString(folder.resolve("kernels.c"), "int kernels(void) { return 1; }");
    Process cc =
        new ProcessBuilder("cc", "-shared", "-fPIC", "-o", "" + companion, "" + source).start();
    assertEquals(0, cc.waitFor());
    NativeLibrary.getInstance(companion.toString());

    Optional<String> first = CompanionLibraries.identity(named);

    assertEquals(16, first.orElseThrow().length());
    assertEquals(first, CompanionLibraries.identity(named));
    // Beyond what is mapped of it.
    Files.write(companion, new byte[1], StandardOpenOption.APPEND);
    assertNotEquals(first, CompanionLibraries.identity(named));
  }
}
