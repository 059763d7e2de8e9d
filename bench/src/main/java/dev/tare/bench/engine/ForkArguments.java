package dev.tare.bench.engine;

import java.util.ArrayList;
import java.util.List;

/** The JVM arguments that a measuring fork needs. */
public final class ForkArguments {
  /** System property: a model file to measure instead of the variant's. */
  public static final String MODEL_FILE = "tare.modelFile";

  /** System property: llama.cpp's library that computes the references, when another is tried. */
  public static final String REFERENCE_LIBRARY = "tare.referenceLibrary";

  private static final int NATIVE_ACCESS_SINCE = 22;
  private static final int UNSAFE_WARNING_SINCE = 23;

  private ForkArguments() {}

  /**
   * Arguments for this JVM's version, in order. The heap is small, pre-touched and collected by one
   * thread, so that its growth is not taken for the model's memory and no collector threads compete
   * with the engine's. The JVM's counters file is left out: it is written twenty times a second,
   * and stays behind when a fork is killed. The shutdown timeout is a second line of defence:
   * benchmarks end their own fork.
   */
  public static List<String> jvmArgs() {
    return jvmArgs(Runtime.version().feature());
  }

  /**
   * Arguments for another version of the JVM.
   *
   * @param javaVersion feature version, for instance 17
   */
  public static List<String> jvmArgs(int javaVersion) {
    List<String> args =
        new ArrayList<>(
            List.of(
                "-Xms192m",
                "-Xmx1g",
                "-XX:+UseSerialGC",
                "-XX:+AlwaysPreTouch",
                "-Xshare:auto",
                "-XX:-UsePerfData",
                "-Djava.awt.headless=true",
                "-Djmh.shutdownTimeout=2",
                "-Djmh.shutdownTimeout.step=1"));
    if (javaVersion >= NATIVE_ACCESS_SINCE) {
      args.add("--enable-native-access=ALL-UNNAMED");
    }
    if (javaVersion >= UNSAFE_WARNING_SINCE) {
      args.add("--sun-misc-unsafe-memory-access=allow");
    }
    return List.copyOf(args);
  }
}
