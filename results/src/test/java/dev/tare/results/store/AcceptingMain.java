package dev.tare.results.store;

import dev.tare.results.sample.SampleRuns;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** A process that accepts one run after another: {@code FOLDER NAME COUNT}. */
final class AcceptingMain {
  private AcceptingMain() {}

  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[0]);
    BaselineStore store = new BaselineStore(folder.resolve("baselines"));
    Files.createFile(folder.resolve(args[1] + ".ready"));
    while (!Files.exists(folder.resolve("go"))) {
      Thread.sleep(1);
    }
    for (int i = 0; i < Integer.parseInt(args[2]); i++) {
      String id = args[1] + "-" + i;
      store.accept(SampleRuns.quick().id(id).build(), args[1], Instant.EPOCH, "", false);
    }
  }
}
