package dev.tare.bench.jmh;

import dev.tare.fixtures.gguf.GgufFile;
import dev.tare.fixtures.safetensors.DType;
import dev.tare.fixtures.safetensors.SafetensorsTensor;
import dev.tare.fixtures.safetensors.SafetensorsWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A SafeTensors file with as many tensors as a GGUF file, of the same names, of a weight each. */
final class SafetensorsTwin {
  private SafetensorsTwin() {}

  static Path write(Path gguf, Path target) throws IOException {
    List<SafetensorsTensor> tensors =
        GgufFile.read(gguf).tensors().stream()
            .map(placed -> placed.tensor().name())
            .map(name -> new SafetensorsTensor(name, DType.F16, List.of(1L, 1L)))
            .toList();
    try (SafetensorsWriter writer =
        SafetensorsWriter.create(target, tensors, Map.of("format", "pt"))) {
      for (int i = 0; i < tensors.size(); i++) {
        writer.write(i, 0, ByteBuffer.allocate(Short.BYTES));
      }
      writer.commit();
    }
    return target;
  }
}
