package dev.tare.bench.engine.llama;

import dev.tare.bench.engine.ForkProcess;

/**
 * Ends a JMH fork as soon as JMH has finished with it. java-llama.cpp's server thread stays
 * attached to the JVM as a non-daemon thread, even after the model is closed
 * (kherud/java-llama.cpp#116), so the JVM would never end by itself and JMH would wait for its
 * shutdown timeout.
 */
final class ForkExit {
  private static boolean armed;

  private ForkExit() {}

  /**
   * Waits for the fork's main thread in the background; the fork's results are delivered by then,
   * and the exit runs JMH's own hook, which says good-bye to its host. Outside a fork this does
   * nothing.
   */
  static synchronized void arm() {
    if (!armed) {
      ForkProcess.mainThread().ifPresent(ForkExit::exitAfter);
      armed = true;
    }
  }

  private static void exitAfter(Thread main) {
    Thread watcher = new Thread(() -> awaitAndExit(main), "tare-fork-exit");
    watcher.setDaemon(true);
    watcher.start();
  }

  private static void awaitAndExit(Thread main) {
    try {
      main.join();
      System.exit(0);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
