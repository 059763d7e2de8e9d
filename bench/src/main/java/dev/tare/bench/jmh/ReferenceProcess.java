package dev.tare.bench.jmh;

import dev.tare.bench.engine.EngineException;
import dev.tare.bench.engine.ForkArguments;
import dev.tare.bench.engine.NativeLog;
import dev.tare.bench.fork.DriverWatch;
import dev.tare.fixtures.CacheFolder;
import dev.tare.fixtures.catalog.Catalog;
import dev.tare.fixtures.ggml.LlamaLibrary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Computes a reference's embeddings in a process of its own, with another native library than this
 * one's: a process can hold but one.
 */
final class ReferenceProcess {
  private ReferenceProcess() {}

  /**
   * Waits until the reference's embeddings are kept in the cache folder. The time limit is that of
   * the fork that waits.
   *
   * @param reference a text family's reference
   * @param library the library to compute with
   * @param threads compute threads, 1 or more
   * @throws EngineException when they cannot be computed
   */
  static void run(ModelUnderTest reference, Path library, int threads) {
    try {
      Path log = Files.createTempFile("tare-reference", ".log");
      try {
        Process process = start(command(reference, library, threads, log), log);
        try {
          if (process.waitFor() != 0) {
            throw new EngineException("the reference cannot be computed by " + library + last(log));
          }
        } finally {
          process.destroyForcibly();
        }
      } finally {
        Files.deleteIfExists(log);
      }
    } catch (IOException e) {
      throw new EngineException("the reference cannot be computed by " + library, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EngineException("interrupted while the reference was computed", e);
    }
  }

  private static Process start(List<String> command, Path log) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    return builder.start();
  }

  private static List<String> command(
      ModelUnderTest reference, Path library, int threads, Path log) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ForkArguments.jvmArgs());
    command.add("-D" + LlamaLibrary.PATH_PROPERTY + "=" + library);
    command.add("-D" + CacheFolder.PROPERTY + "=" + CacheFolder.resolve());
    String models = System.getProperty(Catalog.PROPERTY);
    if (models != null) {
      command.add("-D" + Catalog.PROPERTY + "=" + models);
    }
    command.add(DriverWatch.argument());
    command.add("-D" + NativeLog.PROPERTY + "=" + log);
    command.add(ReferenceProcess.class.getName());
    command.add(reference.family().name());
    command.add(Integer.toString(threads));
    return command;
  }

  private static String last(Path log) throws IOException {
    return Files.readAllLines(log).stream()
        .filter(line -> !line.isBlank() && !line.startsWith("\t"))
        .reduce((first, second) -> second)
        .map(line -> ": " + line)
        .orElse("");
  }

  /**
   * Computes and keeps them.
   *
   * @param args the family, the number of threads
   */
  public static void main(String[] args) {
    DriverWatch.arm();
    Catalog catalog = Catalog.fromSystemProperties();
    String variant = catalog.family(args[0]).orElseThrow().reference().name();
    ModelUnderTest reference = ModelUnderTest.find(args[0], variant);
    Engines.prepare(reference);
    new ReferenceEmbeddings(reference).get(Integer.parseInt(args[1]));
    // Threads of native libraries must not keep the fork waiting.
    DriverWatch.release();
    Runtime.getRuntime().halt(0);
  }
}
