package dev.tare.bench.postmortem;

import dev.tare.bench.postmortem.ExternalTool.Output;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Where a fork stood when its time was up.
 *
 * @param inNative whether the benchmark's thread was in a native method
 * @param nativeFrames functions of that thread, innermost first; empty when unknown
 * @param javaFrames its Java methods, innermost first; empty when unknown
 * @param file everything that was found out
 */
public record ForkStacks(
    boolean inNative, List<String> nativeFrames, List<String> javaFrames, Path file) {
  private static final Duration DEBUGGER_LIMIT = Duration.ofSeconds(10);
  private static final int MOST_FRAMES = 10;

  /** What waits says less than who waits. */
  private static final Pattern WAITING =
      Pattern.compile("(futex|do_futex|pthread|new_sem|lll_|syscall|internal_syscall).*");

  /** What carries a call from Java into a library. */
  private static final Pattern BRIDGE = Pattern.compile("(Native|Function|Library\\$Handler)\\..*");

  /** Copies the frames. */
  public ForkStacks {
    nativeFrames = List.copyOf(nativeFrames);
    javaFrames = List.copyOf(javaFrames);
  }

  /**
   * Looks at a fork, which goes on after it; ends within some twenty seconds.
   *
   * @param fork the fork's JVM
   * @param file where everything is written
   * @param outputs the files that its standard output may go to
   */
  public static ForkStacks capture(ProcessHandle fork, Path file, List<Path> outputs) {
    List<String> text = new ArrayList<>();
    text.add("== threads in the kernel (/proc/" + fork.pid() + "/task)");
    text.addAll(KernelState.of(fork.pid()));
    String dump = ThreadDump.of(fork, outputs);
    text.add("\n== Java threads");
    text.add(dump);
    String stacks = nativeStacks(fork.pid());
    text.add("== native threads");
    text.add(stacks);
    write(file, text);
    Optional<JavaStack> worker = JavaStack.worker(dump);
    return new ForkStacks(
        worker.map(JavaStack::inNative).orElse(false),
        worker.map(stack -> NativeStack.frames(stacks, stack.threadId())).orElse(List.of()),
        worker.map(JavaStack::frames).orElse(List.of()),
        file);
  }

  /** For instance {@code open64, called by NativeLog$Posix.open}; empty when nothing is known. */
  public Optional<String> place() {
    Optional<String> function = first(nativeFrames, WAITING.asMatchPredicate().negate());
    Optional<String> method = first(javaFrames, BRIDGE.asMatchPredicate().negate());
    if (!inNative) {
      return method.map(name -> "in " + name);
    }
    return function
        .map(name -> "in native " + name + ", called by " + method.orElse("?"))
        .or(() -> method.map(name -> "in native " + name));
  }

  /** Both stacks, a line per frame, the innermost frames only. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    add(lines, "native stack:", nativeFrames);
    add(lines, "Java stack:", javaFrames);
    return lines;
  }

  private static void add(List<String> lines, String title, List<String> frames) {
    if (!frames.isEmpty()) {
      lines.add(title);
      frames.stream().limit(MOST_FRAMES).map(frame -> "  " + frame).forEach(lines::add);
    }
  }

  private static Optional<String> first(List<String> frames, Predicate<String> wanted) {
    return frames.stream().filter(wanted).findFirst().or(() -> frames.stream().findFirst());
  }

  /** {@code eu-stack} stops the process for less long, {@code gdb} is found more often. */
  private static String nativeStacks(long pid) {
    String id = Long.toString(pid);
    List<List<String>> commands =
        List.of(
            List.of("eu-stack", "-p", id),
            List.of(
                "gdb",
                "-nx",
                "-batch",
                "-p",
                id,
                "-ex",
                "set pagination off",
                "-ex",
                "thread apply all bt 40"));
    StringBuilder problems = new StringBuilder();
    for (List<String> command : commands) {
      if (ExternalTool.find(command.get(0)).isEmpty()) {
        problems.append("no ").append(command.get(0)).append(" here\n");
        continue;
      }
      Output output = ExternalTool.run(DEBUGGER_LIMIT, command);
      if (output.text().lines().anyMatch(line -> line.startsWith("#0 "))) {
        return output.text();
      }
      problems.append(command.get(0)).append(" gave no stack: ").append(output.text()).append('\n');
    }
    return problems.toString();
  }

  private static void write(Path file, List<String> text) {
    try {
      Files.write(file, text);
    } catch (IOException e) {
      // The innermost frames are in the document.
      return;
    }
  }
}
