package dev.tare.bench.engine.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tare.bench.engine.EngineException;
import dev.tare.bench.engine.ImageOptions;
import dev.tare.results.run.Operations;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Counts the operations of an image model in the profile that ONNX Runtime makes of one run: it
 * names every operator that was computed, after all fusing, with the shapes of its inputs and
 * outputs. Nothing of it is timed.
 */
public final class ProfiledRun {
  private ProfiledRun() {}

  /**
   * The operations for one picture.
   *
   * @param file an ONNX file
   * @param options its input; the batch is taken as 1
   * @throws EngineException when the model cannot be run, or has an operator whose operations are
   *     not known
   */
  public static Operations operations(Path file, ImageOptions options) {
    try {
      Path folder = Files.createTempDirectory("tare-profile");
      try {
        return operations(file, one(options), folder.resolve("profile"));
      } finally {
        delete(folder);
      }
    } catch (OrtException | IOException e) {
      throw new EngineException(file + ": cannot be profiled: " + e.getMessage(), e);
    }
  }

  /** As the engine computes it; where fused operators hide what they do, as it is written. */
  private static Operations operations(Path file, ImageOptions options, Path prefix)
      throws OrtException, IOException {
    try {
      return counted(profile(file, options, OptLevel.ALL_OPT, prefix));
    } catch (EngineException e) {
      return counted(profile(file, options, OptLevel.NO_OPT, prefix));
    }
  }

  private static ImageOptions one(ImageOptions options) {
    return new ImageOptions(
        options.threads(),
        options.inputName(),
        options.outputName(),
        options.width(),
        options.height(),
        1);
  }

  private static Path profile(Path file, ImageOptions options, OptLevel level, Path prefix)
      throws OrtException {
    OrtEnvironment environment = OnnxRuntime.environment();
    try (OrtSession.SessionOptions settings = OnnxImageEngine.settings(options)) {
      settings.setOptimizationLevel(level);
      settings.enableProfiling(prefix.toString());
      // Weights that were packed for the kernels would be missing from the inputs.
      settings.addConfigEntry("session.disable_prepacking", "1");
      FloatBuffer picture =
          ByteBuffer.allocateDirect(options.valuesPerPicture() * Float.BYTES)
              .order(ByteOrder.nativeOrder())
              .asFloatBuffer();
      try (OrtSession session = environment.createSession(file.toString(), settings);
          OnnxTensor input =
              OnnxTensor.createTensor(environment, picture, OnnxGraph.pictureShape(options))) {
        session.run(Map.of(options.inputName(), input)).close();
        return Path.of(session.endProfiling());
      }
    }
  }

  private static Operations counted(Path profile) throws IOException {
    Operations sum = Operations.NONE;
    for (JsonNode event : new ObjectMapper().readTree(profile.toFile())) {
      JsonNode about = event.path("args");
      if (event.path("cat").asText().equals("Node") && about.has("op_name")) {
        sum = sum.plus(OperatorCost.of(about));
      }
    }
    return sum;
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.deleteIfExists(file);
      }
    }
    Files.deleteIfExists(folder);
  }
}
