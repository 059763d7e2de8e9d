package dev.tare.bench.engine.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxNativeFilesTest {
  private static final String PROPERTY = "onnxruntime.native.path";

  @TempDir Path folder;
  private Optional<String> before;

  @BeforeEach
  void keep() {
    before = Optional.ofNullable(System.getProperty(PROPERTY));
  }

  @AfterEach
  void restore() {
    System.clearProperty(PROPERTY);
    before.ifPresent(value -> System.setProperty(PROPERTY, value));
  }

  @Test
  void theLibraryHasOneKeyWhetherItIsInTheJarOrExtracted() {
    System.clearProperty(PROPERTY);
    Optional<String> packed = OnnxNativeFiles.key();
    OnnxNativeFiles.provide();

    assertTrue(packed.orElse("").matches("[0-9a-f]{8}-[0-9]+"), packed::toString);
    assertTrue(System.getProperty(PROPERTY).endsWith(packed.get()));
    assertEquals(packed, OnnxNativeFiles.key());
  }

  @Test
  void aLibraryThatWasBroughtHasItsOwnKey() throws Exception {
    System.clearProperty(PROPERTY);
    Optional<String> packed = OnnxNativeFiles.key();
    Files.writeString(folder.resolve(System.mapLibraryName("onnxruntime")), "123456789");
    System.setProperty(PROPERTY, folder.toString());

    // The check value of CRC-32, for instance from: python3 -c 'import zlib;
    // print(hex(zlib.crc32(b"123456789")))'
    assertEquals(Optional.of("cbf43926-9"), OnnxNativeFiles.key());
    assertNotEquals(packed, OnnxNativeFiles.key());
    System.setProperty(PROPERTY, folder.resolve("none").toString());
    assertEquals("unknown", OnnxRuntime.libraryKey());
  }
}
