package dev.tare.bench.cli;

/** How the user started Tare, so that hints can be typed as they stand. */
final class Launcher {
  private Launcher() {}

  static String name() {
    return System.getProperty("tare.launcher", "tare");
  }
}
