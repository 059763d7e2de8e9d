package dev.tare.results.cli;

import picocli.CommandLine.IVersionProvider;

/** The version that the jar's manifest or the launcher states. */
public final class TareVersion implements IVersionProvider {
  /** Made by picocli. */
  public TareVersion() {}

  @Override
  public String[] getVersion() {
    return new String[] {"tare " + version()};
  }

  /** The version, or {@code unknown} outside of a build. */
  public static String version() {
    String stated = TareVersion.class.getPackage().getImplementationVersion();
    return stated != null ? stated : System.getProperty("tare.version", "unknown");
  }
}
