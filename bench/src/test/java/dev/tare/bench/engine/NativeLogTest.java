package dev.tare.bench.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tare.bench.ChildJvm;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class NativeLogTest {
  @TempDir private Path folder;

  /** Writes to descriptor 1 as native code would. */
  static final class Speaker {
    private Speaker() {}

    /** Redirects, then speaks. */
    public static void main(String[] args) throws IOException {
      NativeLog.redirect();
      try (FileOutputStream out = new FileOutputStream(FileDescriptor.out)) {
        out.write("spoken\n".getBytes(StandardCharsets.US_ASCII));
      }
    }
  }

  private ChildJvm.Outcome speak(Path log) throws IOException, InterruptedException {
    return ChildJvm.run(List.of("-D" + NativeLog.PROPERTY + "=" + log), Speaker.class);
  }

  @Test
  void aLogIsMadeWithTheUsualPermissionsAndThenAppendedTo() throws Exception {
    Path log = folder.resolve("native.log");
    Path usual = Files.createFile(folder.resolve("usual"));

    assertEquals(0, speak(log).exitCode());
    assertEquals("spoken\n", Files.readString(log));
    assertEquals(Files.getPosixFilePermissions(usual), Files.getPosixFilePermissions(log));
    assertEquals("", speak(log).output());
    assertEquals("spoken\nspoken\n", Files.readString(log));
  }

  @Test
  void aLogThatCannotBeWrittenIsNamedWithItsProperty() throws Exception {
    Path log = folder.resolve("missing").resolve("native.log");
    ChildJvm.Outcome outcome = speak(log);
    assertNotEquals(0, outcome.exitCode());
    assertTrue(outcome.output().contains(log + ": cannot be written"), outcome.output());
    assertTrue(outcome.output().contains("check -D" + NativeLog.PROPERTY), outcome.output());
  }
}
