package dev.tare.bench.postmortem;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;

/** A process to be looked at. */
final class Sleeper {
  private Sleeper() {}

  /** Says that it is there, and sleeps. */
  public static void main(String[] args) throws IOException, InterruptedException {
    try (FileOutputStream out = new FileOutputStream(FileDescriptor.out)) {
      out.write('\n');
      Thread.sleep(60_000);
    }
  }
}
