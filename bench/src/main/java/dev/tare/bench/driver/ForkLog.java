package dev.tare.bench.driver;

import dev.tare.results.run.Absent;
import dev.tare.results.run.Failure;
import dev.tare.results.run.Warmup;
import dev.tare.results.run.WarmupEnd;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a fork's log files: what could not be measured, and why a fork failed. */
final class ForkLog {
  private static final int TAIL_LINES = 20;
  private static final int TAIL_BYTES = 64 << 10;
  private static final int MOST_LINE = 400;
  private static final String ABSENT = "#tare-absent ";
  private static final Pattern WARMUP =
      Pattern.compile("#tare-warmup ([a-z]{1,20}) (\\d{1,9}) (\\d{1,18})");
  private static final Pattern EXIT = Pattern.compile("exit code (\\d{1,9})");
  private static final Pattern HOTSPOT_SIGNAL =
      Pattern.compile("#\\s+(SIG[A-Z]+|EXCEPTION_[A-Z_]+) \\(0x");

  /** What JMH and HotSpot print around what matters. */
  private static final Pattern FRAME =
      Pattern.compile(
          "</?std(out|err)[^>]*>|Benchmark had encountered error.*|#|#\\s+(If you would like|https?:).*");

  private static final Pattern EXCEPTION =
      Pattern.compile("^(?:Caused by: )?([\\w.$]+(?:Exception|Error)): (.+)$");

  private ForkLog() {}

  /** Where the stacks of a fork are kept that was killed at its time limit: beside its log. */
  static Path stacks(Path log) {
    String name = log.getFileName().toString().replaceFirst("\\.log$", "");
    return log.resolveSibling(name + ".stacks.log");
  }

  /** The metrics that the fork said it could not measure, each once. */
  static List<Absent> absent(Path log) {
    List<Absent> absent = new ArrayList<>();
    for (String line : lines(log, Integer.MAX_VALUE)) {
      // JMH leaves the cursor behind "Iteration   1: " while the fork prints.
      int start = line.indexOf(ABSENT);
      if (start >= 0) {
        String[] words = line.substring(start + ABSENT.length()).split(" ", 2);
        if (words.length == 2 && absent.stream().noneMatch(a -> a.name().equals(words[0]))) {
          absent.add(new Absent(words[0], words[1]));
        }
      }
    }
    return absent;
  }

  /** How the fork said its warm-up had ended. */
  static Optional<Warmup> warmup(Path log) {
    return lines(log, Integer.MAX_VALUE).stream()
        .map(WARMUP::matcher)
        .filter(Matcher::find)
        .findFirst()
        .flatMap(
            words ->
                WarmupEnd.of(words.group(1))
                    .map(
                        end ->
                            new Warmup(
                                end,
                                Integer.parseInt(words.group(2)),
                                Long.parseLong(words.group(3)))));
  }

  /** The last lines of a log that say something. */
  static List<String> tail(Path log) {
    List<String> lines =
        lines(log, TAIL_BYTES).stream().filter(line -> !FRAME.matcher(line).matches()).toList();
    return lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size());
  }

  /**
   * Says why a fork has no result.
   *
   * @param log JMH's output with the fork's
   * @param nativeLog what the native libraries printed
   * @param late the reason when the time limit passed
   * @param thrown what JMH's runner threw
   */
  static Failure failure(Path log, Path nativeLog, Optional<String> late, Optional<String> thrown) {
    List<String> lines = lines(log, TAIL_BYTES);
    List<String> tail = new ArrayList<>(tail(log));
    List<String> nativeTail = tail(nativeLog);
    if (!nativeTail.isEmpty()) {
      tail.add("native log:");
      tail.addAll(nativeTail);
    }
    String reason =
        late.or(() -> crash(lines))
            // The fork's own standard output goes to the native log, and so does a crash report.
            .or(() -> crash(lines(nativeLog, TAIL_BYTES)))
            .or(() -> lastException(lines))
            .or(() -> exitCode(lines, thrown))
            .or(() -> thrown)
            .orElse("JMH gave no result");
    return new Failure(reason, tail);
  }

  private static Optional<String> crash(List<String> lines) {
    for (String line : lines) {
      Matcher matcher = HOTSPOT_SIGNAL.matcher(line);
      if (matcher.find()) {
        return Optional.of("crashed natively with " + matcher.group(1));
      }
    }
    return Optional.empty();
  }

  /** JMH prints the benchmark's exception with its causes; the last cause says most. */
  private static Optional<String> lastException(List<String> lines) {
    Optional<String> last = Optional.empty();
    for (String line : lines) {
      Matcher matcher = EXCEPTION.matcher(line.strip());
      if (matcher.matches() && !matcher.group(1).startsWith("org.openjdk.jmh")) {
        String name = matcher.group(1);
        boolean ours = name.startsWith("dev.tare.");
        String message = matcher.group(2);
        last =
            Optional.of(
                ours ? message : name.substring(name.lastIndexOf('.') + 1) + ": " + message);
      }
    }
    return last.filter(text -> !EXIT.matcher(text).find());
  }

  private static Optional<String> exitCode(List<String> lines, Optional<String> thrown) {
    List<String> all = new ArrayList<>(lines);
    thrown.ifPresent(all::add);
    for (String line : all) {
      Matcher matcher = EXIT.matcher(line);
      if (matcher.find()) {
        return Optional.of(describe(Integer.parseInt(matcher.group(1))));
      }
    }
    return Optional.empty();
  }

  /** POSIX shells and the JDK report a process that died of signal n as 128 + n. */
  private static String describe(int code) {
    return switch (code) {
      case 137 -> "killed by SIGKILL (by a person, or for want of memory)";
      case 143 -> "killed by SIGTERM";
      case 134 -> "aborted (SIGABRT)";
      case 139 -> "crashed natively with SIGSEGV";
      default -> String.format(Locale.ROOT, "the fork's JVM ended with exit code %d", code);
    };
  }

  private static List<String> lines(Path file, int mostBytes) {
    if (!Files.isRegularFile(file)) {
      return List.of();
    }
    try (var channel = Files.newByteChannel(file)) {
      long start = Math.max(0, channel.size() - mostBytes);
      var buffer = ByteBuffer.allocate((int) Math.min(channel.size(), 64L << 20));
      channel.position(start);
      while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
        continue;
      }
      return new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8)
          .lines()
          .map(ForkLog::clean)
          .filter(line -> !line.isBlank())
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  private static String clean(String line) {
    String printable = line.replaceAll("\\p{Cntrl}", " ").stripTrailing();
    return printable.length() <= MOST_LINE ? printable : printable.substring(0, MOST_LINE) + "…";
  }
}
