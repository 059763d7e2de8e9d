package dev.tare.bench.postmortem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class StacksTest {
  private static final String DUMP =
      """
      Full thread dump OpenJDK 64-Bit Server VM (17.0.15+6 mixed mode, sharing):

      "main" #1 prio=5 os_prio=0 cpu=95.01ms elapsed=3.93s tid=0x00007ff72c0f6c30 nid=%s in Object.wait()
         java.lang.Thread.State: WAITING (on object monitor)
      \tat java.lang.Object.wait(java.base@17.0.15/Native Method)
      \t- waiting on <0x000000069dd00308> (a java.lang.ref.ReferenceQueue$Lock)

      "dev.tare.Bench.run-jmh-worker-1" #12 prio=5 os_prio=0 tid=0x00007ff72c0f8010 nid=%s runnable
         java.lang.Thread.State: RUNNABLE
      \tat com.sun.jna.Native.invokeInt(Native Method)
      \tat com.sun.jna.Function.invoke(Function.java:426)
      \tat com.sun.jna.Library$Handler.invoke(Library.java:270)
      \tat jdk.proxy2.$Proxy5.pause(jdk.proxy2/Unknown Source)
      \tat dev.tare.Bench.run(Bench.java:3)
      """;

  private static final String GDB =
      """
      Thread 2 (Thread 0x7ff73111f6c0 (LWP 9632) "jmh-worker"):
      #0  __futex_abstimed_wait_common64 (private=0, cancel=true) at ./nptl/futex-internal.c:57
      #1  0x00007ff731e37713 in ggml::barrier(ggml_threadpool*, int) () from /tmp/libjllama.so
      #2  0x00007ff731e37799 in ?? ()
      #3  0x00007ff731e37799 in start_thread (arg=<optimized out>) at ./nptl/pthread_create.c:442

      Thread 1 (Thread 0x7ff7325d2b80 (LWP 9630) "java"):
      #0  __GI___libc_pause () at pause.c:29
      """;

  private static final String EU_STACK =
      """
      PID 9630 - process
      TID 9630:
      #0  0x00007f2bb4b0f2ec read
      TID 9632:
      #0  0x00007f2bb4b0f2ec __pause
      #1  0x00007f2bb4b0f2ff ggml_graph_compute
      #2  0x00007f2bb4b0f300
      """;

  @TempDir Path folder;

  @Test
  void theBenchmarksThreadIsFoundWhicheverWayItsNumberIsWritten() {
    List<String> frames =
        List.of(
            "Native.invokeInt",
            "Function.invoke",
            "Library$Handler.invoke",
            "$Proxy5.pause",
            "Bench.run");
    Optional<JavaStack> expected =
        Optional.of(new JavaStack("dev.tare.Bench.run-jmh-worker-1", 9632, true, frames));
    assertEquals(expected, JavaStack.worker(DUMP.formatted("0x259e", "0x25a0")));
    assertEquals(expected, JavaStack.worker(DUMP.formatted("9630", "9632")));
    assertEquals(Optional.empty(), JavaStack.worker("9630:\nUnable to open socket file"));
  }

  @Test
  void withoutAWorkerTheMainThreadCounts() {
    String dump = DUMP.formatted("0x259e", "0x25a0").replace("-jmh-worker-", "-other-");
    JavaStack main = JavaStack.worker(dump).orElseThrow();
    assertEquals("main", main.thread());
    assertEquals(9630, main.threadId());
  }

  @Test
  void nativeFramesAreReadFromBothDebuggers() {
    assertEquals(
        List.of("futex_abstimed_wait_common64", "ggml::barrier", "start_thread"),
        NativeStack.frames(GDB, 9632));
    assertEquals(List.of("pause"), NativeStack.frames(GDB, 9630));
    assertEquals(List.of("pause", "ggml_graph_compute"), NativeStack.frames(EU_STACK, 9632));
    assertEquals(List.of(), NativeStack.frames(EU_STACK, 1));
  }

  @Test
  void thePlaceIsWhoWaitsAndWhoCalled() {
    Path file = folder.resolve("none");
    List<String> java = List.of("Native.invokeInt", "Bench.run");
    List<String> waiting = List.of("futex_abstimed_wait_common64", "ggml::barrier");
    assertEquals(
        Optional.of("in native ggml::barrier, called by Bench.run"),
        new ForkStacks(true, waiting, java, file).place());
    assertEquals(
        Optional.of("in native Bench.run"), new ForkStacks(true, List.of(), java, file).place());
    assertEquals(Optional.of("in Bench.run"), new ForkStacks(false, waiting, java, file).place());
    assertEquals(Optional.empty(), new ForkStacks(false, List.of(), List.of(), file).place());
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aToolThatDoesNotEndIsKilled() {
    long start = System.nanoTime();
    ExternalTool.Output output = ExternalTool.run(Duration.ofMillis(300), List.of("sleep", "60"));
    assertEquals(new ExternalTool.Output(false, ""), output);
    assertTrue(System.nanoTime() - start < Duration.ofSeconds(20).toNanos());
  }

  /** As on a machine that has a JRE only. */
  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aSignalAsksForTheDumpWhereThereIsNoJdk() throws IOException, InterruptedException {
    Path output = folder.resolve("output");
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process sleeper =
        new ProcessBuilder(
                java, "-cp", System.getProperty("java.class.path"), Sleeper.class.getName())
            .redirectOutput(output.toFile())
            .start();
    try {
      while (Files.size(output) == 0) {
        Thread.sleep(20);
      }
      String dump = ThreadDump.bySignal(sleeper.toHandle(), List.of(folder, output));
      assertTrue(JavaStack.worker(dump).orElseThrow().frames().contains("Sleeper.main"), dump);
    } finally {
      sleeper.destroyForcibly().waitFor();
    }
    assertTrue(
        ThreadDump.bySignal(sleeper.toHandle(), List.of(output)).startsWith("no thread dump"));
  }
}
