package dev.tare.bench.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the checks accept must not crash an engine. A sample runs here; more, or a single one again,
 * on request: {@code mvn -pl bench -am test -Dtest=MutantLoadTest
 * -Dsurefire.failIfNoSpecifiedTests=false -Dtare.fuzz.engineCases=5000 [-Dtare.fuzz.from=1234]
 * [-Dtare.fuzz.engineSeeds=LLAMA_F16,ONNX_INT8]}; figures and mutants are then in {@code
 * bench/target/fuzz}.
 */
class MutantLoadTest {
  private static final long USUAL_CASES = 60;
  private static final int SECONDS_PER_CASE = 20;
  private static final int MOST_CRASHES = 200;
  private static final int LOG_CHARACTERS = 1500;

  @TempDir Path folder;
  private final List<String> crashes = new ArrayList<>();
  private final long[] totals = new long[MutantLoader.NUMBERS];

  static Stream<MutantSeed> seeds() {
    String wanted = System.getProperty("tare.fuzz.engineSeeds", "");
    return wanted.isBlank()
        ? Stream.of(MutantSeed.values())
        : Stream.of(wanted.split(",")).map(MutantSeed::valueOf);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aMutantThatIsAcceptedDoesNotCrashTheEngine(MutantSeed seed) throws Exception {
    Path valid = seed.write(folder);
    long start = System.nanoTime();
    long from = Long.getLong("tare.fuzz.from", 0);
    long to = from + Long.getLong("tare.fuzz.engineCases", USUAL_CASES);
    for (long next = from; next < to && crashes.size() < MOST_CRASHES; ) {
      next = batch(seed, valid, next, to);
    }
    String figures =
        String.format(
            Locale.ROOT,
            "%s: %d mutants in %.1f s, %d accepted, %d of them run, %d crashes",
            seed,
            totals[MutantLoader.TRIED],
            (System.nanoTime() - start) / 1e9,
            totals[MutantLoader.ACCEPTED],
            totals[MutantLoader.RUN],
            crashes.size());
    String report = figures + "\n" + String.join("\n", crashes);
    Files.writeString(reports().resolve("engine-" + seed + ".txt"), report);
    assertEquals(0, crashes.size(), report);
    assertTrue(
        totals[MutantLoader.RUN] > totals[MutantLoader.TRIED] / 10, "too few run: " + figures);
  }

  /** Runs a child until it ends or dies; gives the case to go on with. */
  private long batch(MutantSeed seed, Path valid, long from, long to)
      throws IOException, InterruptedException {
    for (String file : List.of("native.log", "hs_err.log", MutantLoader.PROGRESS)) {
      Files.deleteIfExists(folder.resolve(file));
    }
    Process child = start(seed, valid, from, to);
    boolean hangs = watch(child);
    ByteBuffer numbers = ByteBuffer.wrap(Files.readAllBytes(folder.resolve(MutantLoader.PROGRESS)));
    for (int i = MutantLoader.TRIED; i < totals.length; i++) {
      totals[i] += numbers.getLong(i * Long.BYTES);
    }
    if (!hangs && child.exitValue() == 0) {
      return to;
    }
    long current = numbers.getLong(MutantLoader.CURRENT * Long.BYTES);
    String end = hangs ? " hangs: " : " ends the process with " + child.exitValue() + ": ";
    crashes.add(seed + " case " + current + end + tail());
    Files.copy(
        folder.resolve("mutant." + seed.extension()),
        reports().resolve(seed + "-" + current + "." + seed.extension()),
        StandardCopyOption.REPLACE_EXISTING);
    return current + 1;
  }

  /** Waits for the child; kills one whose case takes too long, and says so. */
  private boolean watch(Process child) throws IOException, InterruptedException {
    Path progress = folder.resolve(MutantLoader.PROGRESS);
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

  private Process start(MutantSeed seed, Path valid, long from, long to) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:-CreateCoredumpOnCrash"));
    command.add("-XX:ErrorFile=" + folder.resolve("hs_err.log"));
    command.add("-D" + NativeLog.PROPERTY + "=" + folder.resolve("native.log"));
    command.addAll(List.of(MutantLoader.class.getName(), seed.name(), valid.toString()));
    command.addAll(List.of(Long.toString(from), Long.toString(to), folder.toString()));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("out.log").toFile());
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    // ggml starts a debugger for its last words, if it finds one: seconds for each crash.
    builder.environment().put("PATH", "");
    return builder.start();
  }

  /** What the child and the library said last, and where in the library it died. */
  private String tail() throws IOException {
    StringBuilder text = new StringBuilder();
    for (String name : List.of("native.log", "out.log")) {
      Path file = folder.resolve(name);
      if (Files.exists(file)) {
        String all = Files.readString(file, StandardCharsets.ISO_8859_1);
        text.append(all.substring(Math.max(0, all.length() - LOG_CHARACTERS)));
      }
    }
    Path error = folder.resolve("hs_err.log");
    if (Files.exists(error)) {
      Files.readAllLines(error, StandardCharsets.ISO_8859_1).stream()
          .filter(line -> line.startsWith("C  [") || line.startsWith("# C  ["))
          .forEach(line -> text.append("\n").append(line));
    }
    return text.toString();
  }

  private static Path reports() throws IOException {
    return Files.createDirectories(Path.of("target", "fuzz"));
  }
}
