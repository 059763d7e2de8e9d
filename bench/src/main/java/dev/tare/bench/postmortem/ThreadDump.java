package dev.tare.bench.postmortem;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A JVM's threads in its own words: through {@code jcmd}, or, where there is no JDK, through
 * SIGQUIT, whose answer goes to the JVM's standard output.
 */
final class ThreadDump {
  private static final Duration LIMIT = Duration.ofSeconds(6);
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(3);
  private static final long POLL_MS = 100;
  private static final int SIGQUIT = 3;
  private static final String BEGIN = "Full thread dump";

  /** The last lines of a dump on standard output tell of the heap or of JNI's references. */
  private static final String END = "JNI global refs";

  private ThreadDump() {}

  /**
   * Asks for the dump.
   *
   * @param fork the JVM
   * @param outputs the files its standard output may go to
   * @return the dump, or a line that says why there is none
   */
  static String of(ProcessHandle fork, List<Path> outputs) {
    Optional<Path> jcmd = jcmd(fork);
    if (jcmd.isPresent()) {
      String pid = Long.toString(fork.pid());
      ExternalTool.Output output =
          ExternalTool.run(LIMIT, List.of(jcmd.get().toString(), pid, "Thread.print", "-l"));
      if (output.complete() && output.text().contains(BEGIN)) {
        return output.text();
      }
    }
    return bySignal(fork, outputs);
  }

  /** That of the JVM which runs the fork, else that of this one. */
  private static Optional<Path> jcmd(ProcessHandle fork) {
    String name = Platform.isWindows() ? "jcmd.exe" : "jcmd";
    Optional<Path> own = Optional.of(Path.of(System.getProperty("java.home"), "bin", name));
    return fork.info()
        .command()
        .map(java -> Path.of(java).resolveSibling(name))
        .filter(Files::isExecutable)
        .or(() -> own.filter(Files::isExecutable));
  }

  /** Asks by SIGQUIT alone. */
  static String bySignal(ProcessHandle fork, List<Path> outputs) {
    if (Platform.isWindows()) {
      return "no thread dump: no JDK with jcmd here";
    }
    List<Integer> known = outputs.stream().map(file -> text(file).length()).toList();
    try {
      Posix.LIBRARY.kill((int) fork.pid(), SIGQUIT);
    } catch (LastErrorException | UnsatisfiedLinkError e) {
      return "no thread dump: cannot signal (" + e.getMessage() + ")";
    }
    return answer(outputs, known)
        .orElse("no thread dump: the JVM answered neither jcmd nor SIGQUIT");
  }

  private static Optional<String> answer(List<Path> outputs, List<Integer> known) {
    long deadline = System.nanoTime() + ANSWER_LIMIT.toNanos();
    Optional<String> partial = Optional.empty();
    try {
      while (System.nanoTime() < deadline) {
        TimeUnit.MILLISECONDS.sleep(POLL_MS);
        for (int i = 0; i < outputs.size(); i++) {
          String text = text(outputs.get(i));
          int start = text.indexOf(BEGIN, Math.min(known.get(i), text.length()));
          if (start >= 0 && text.indexOf(END, start) >= 0) {
            return Optional.of(text.substring(start));
          }
          partial = start >= 0 ? Optional.of(text.substring(start)) : partial;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return partial;
  }

  private static String text(Path file) {
    try {
      return Files.isRegularFile(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "";
    } catch (IOException e) {
      return "";
    }
  }

  /** The C library. */
  private interface Posix extends Library {
    Posix LIBRARY = Native.load(Platform.C_LIBRARY_NAME, Posix.class);

    int kill(int pid, int signal) throws LastErrorException;
  }
}
