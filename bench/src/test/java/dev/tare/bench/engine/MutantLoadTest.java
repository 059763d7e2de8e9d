package dev.tare.bench.engine;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.tare.fixtures.synth.GemmaShape;
import dev.tare.fixtures.synth.LlamaShape;
import dev.tare.fixtures.synth.ModelShape;
import dev.tare.fixtures.synth.OutputFormat;
import dev.tare.fixtures.synth.Synthesis;
import dev.tare.fixtures.synth.VitShape;
import dev.tare.fixtures.synth.WeightType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the checks accept must not crash an engine. A sample runs here; more on request: {@code mvn
 * -pl bench -am test -Dtest=MutantLoadTest -Dsurefire.failIfNoSpecifiedTests=false
 * -Dtare.fuzz.engineCases=5000 [-Dtare.fuzz.from=1234]}.
 */
class MutantLoadTest {
  private static final long USUAL_CASES = 60;
  private static final int SECONDS_PER_CASE = 20;
  private static final int MOST_CRASHES = 40;
  private static final int LOG_CHARACTERS = 1500;

  @TempDir Path folder;
  private final List<String> crashes = new ArrayList<>();

  @Test
  void aGemmaThatIsAcceptedDoesNotCrashLlama() throws Exception {
    check("gguf", new GemmaShape("m", 6, 64, 128, 2, 1, 32, 512, 128, 16, 1));
  }

  @Test
  void aLlamaThatIsAcceptedDoesNotCrashLlama() throws Exception {
    check("gguf", new LlamaShape("m", 2, 64, 128, 2, 1, 32, 512, 128, false));
  }

  @Test
  void anImageModelThatIsAcceptedDoesNotCrashOnnxRuntime() throws Exception {
    int size = MutantLoader.PICTURE;
    check("onnx", new VitShape("m", size, size / 2, 1, 32, 2, 32, 16));
  }

  private void check(String format, ModelShape shape) throws IOException, InterruptedException {
    Path seed = folder.resolve("seed." + format);
    WeightType type = format.equals("gguf") ? WeightType.F16 : WeightType.F32;
    OutputFormat output = format.equals("gguf") ? OutputFormat.GGUF : OutputFormat.ONNX;
    new Synthesis(shape, output, type, 1, 1, Synthesis.USUAL_SHARD_BYTES)
        .write(seed, false, bytes -> {});
    long from = Long.getLong("tare.fuzz.from", 0);
    long to = from + Long.getLong("tare.fuzz.engineCases", USUAL_CASES);
    long[] totals = new long[4];
    for (long next = from; next < to && crashes.size() < MOST_CRASHES; ) {
      next = batch(format, seed, next, to, totals);
    }
    String figures =
        shape.architecture()
            + ": "
            + totals[1]
            + " mutants, "
            + totals[2]
            + " accepted, "
            + totals[3]
            + " loaded, "
            + crashes.size()
            + " crashes";
    Path reports = Files.createDirectories(Path.of("target", "fuzz"));
    Files.writeString(
        reports.resolve("engine-" + shape.architecture() + ".txt"),
        figures + "\n" + String.join("\n", crashes));
    if (!crashes.isEmpty()) {
      fail(figures + "\n" + String.join("\n", crashes));
    }
    assertTrue(totals[2] > totals[1] / 5, "too few are accepted: " + figures);
    assertTrue(totals[3] > 0, "none loads: " + figures);
  }

  /** Runs a child until it ends or dies; the case to go on with. */
  private long batch(String format, Path seed, long from, long to, long[] totals)
      throws IOException, InterruptedException {
    Path log = folder.resolve("native.log");
    Files.deleteIfExists(log);
    Path progress = folder.resolve(MutantLoader.PROGRESS);
    Files.deleteIfExists(progress);
    Process child = start(format, seed, from, to, log);
    boolean hangs = watch(child, progress);
    ByteBuffer numbers = ByteBuffer.wrap(Files.readAllBytes(progress));
    for (int i = 1; i < totals.length; i++) {
      totals[i] += numbers.getLong(i * Long.BYTES);
    }
    long current = numbers.getLong(0);
    if (!hangs && child.exitValue() == 0) {
      return to;
    }
    crashes.add(
        format
            + " case "
            + current
            + (hangs ? " hangs: " : " ends the process with ")
            + (hangs ? "" : child.exitValue() + ": ")
            + tail(log));
    return current + 1;
  }

  /** Waits for the child; kills one whose case takes too long, and says so. */
  private static boolean watch(Process child, Path progress)
      throws IOException, InterruptedException {
    long last = -1;
    int seconds = 0;
    while (!child.waitFor(1, TimeUnit.SECONDS)) {
      byte[] bytes = Files.exists(progress) ? Files.readAllBytes(progress) : new byte[0];
      long current = bytes.length < Long.BYTES ? -1 : ByteBuffer.wrap(bytes).getLong();
      seconds = current == last ? seconds + 1 : 0;
      last = current;
      if (seconds > SECONDS_PER_CASE) {
        child.destroyForcibly().waitFor();
        return true;
      }
    }
    return false;
  }

  private Process start(String format, Path seed, long from, long to, Path log) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:-CreateCoredumpOnCrash"));
    command.add("-XX:ErrorFile=" + folder.resolve("hs_err.log"));
    command.add("-D" + NativeLog.PROPERTY + "=" + log);
    command.addAll(List.of(MutantLoader.class.getName(), format, seed.toString()));
    command.addAll(List.of(Long.toString(from), Long.toString(to), folder.toString()));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("out.log").toFile());
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    return builder.start();
  }

  private String tail(Path log) throws IOException {
    StringBuilder text = new StringBuilder();
    for (Path file : List.of(log, folder.resolve("out.log"))) {
      if (Files.exists(file)) {
        String all = Files.readString(file, StandardCharsets.ISO_8859_1);
        text.append(all.substring(Math.max(0, all.length() - LOG_CHARACTERS)));
      }
    }
    return text.toString();
  }
}
