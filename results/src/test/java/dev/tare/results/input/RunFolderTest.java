package dev.tare.results.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tare.results.store.UnreadableRunException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {
  @TempDir private Path folder;

  private Path file(String name) throws IOException {
    return Files.writeString(folder.resolve(name), JmhText.file(JmhText.of("a.B.c")));
  }

  private RunFolder runs() {
    return new RunFolder(folder, Optional.of("ci"));
  }

  @Test
  void theFilesThatMayBeRunsAreListedByName() throws IOException {
    Path b = file("b_1.jsonl");
    Path a = file("a.json");
    file("a.json.machine.json");
    file("a.csv");
    file(".hidden.json");
    Files.createDirectory(folder.resolve("c.json"));
    assertEquals(List.of(a, b), runs().files());
    assertEquals(List.of(b, a), runs().newestFirst());
  }

  @Test
  void theCopyOfARunForJmhIsNoRunOfItsOwnButResultsOfThatNameAre() throws IOException {
    Path run = file("1.json");
    file("1.jmh.json");
    Path alone = file("2.jmh.json");
    assertEquals(List.of(run, alone), runs().files());
  }

  @Test
  void theMachineIsThatOfEveryFileThatNamesNone() throws IOException {
    Path file = file("a.json");
    assertEquals("ci", runs().outline(file).machine().identity().get(RunInput.MACHINE));
  }

  @Test
  void whatIsNoFolderIsSaidToBeNone() throws IOException {
    assertRefused(folder.resolve("none"), "none: there is no such folder");
    assertRefused(file("a.json"), "a.json: is no folder");
  }

  private static void assertRefused(Path place, String end) {
    RunFolder runs = new RunFolder(place, Optional.empty());
    String message = assertThrows(UnreadableRunException.class, runs::files).getMessage();
    assertTrue(message.endsWith(end), message);
  }
}
