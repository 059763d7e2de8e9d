package dev.tare.bench.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tare.bench.fork.DriverWatch;
import dev.tare.bench.plan.ArmSettings;
import dev.tare.bench.plan.VersusSpec;
import dev.tare.fixtures.ggml.LlamaLibrary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArmCheckTest {
  @TempDir Path folder;

  private static ArmSettings arm(String settings) {
    return VersusSpec.parse(settings).b();
  }

  @Test
  void anArmWithoutLibraryOrJvmNeedsNoTrial() {
    ArmCheck.Outcome outcome = ArmCheck.run("A", arm("threads=1"));

    assertEquals(Runtime.version().feature(), outcome.javaVersion());
    assertEquals(Map.of(), outcome.identity());
  }

  @Test
  void aLibraryIsLoadedElsewhereAndNamedByItsHash() throws Exception {
    Path copy = Files.copy(LlamaLibrary.file(), folder.resolve("libother.so"));

    ArmCheck.Outcome outcome = ArmCheck.run("B", arm("lib=" + copy));

    String sha256 = LlamaLibrary.sha256().substring(0, 16);
    assertEquals(sha256, outcome.identity().get("llamaLibrarySha256"));
    assertTrue(outcome.identity().get("llamaSystemInfo").contains("CPU"));
    assertFalse(outcome.identity().containsKey("jvmVersion"));
  }

  @Test
  void whatIsNoLibraryIsRefusedBeforeTheRun() throws Exception {
    Path text = Files.writeString(folder.resolve("libjllama.so"), "not a library");

    SetupException e =
        assertThrows(SetupException.class, () -> ArmCheck.run("B", arm("lib=" + text)));

    assertTrue(e.getMessage().contains("arm B: " + text), e.getMessage());
    assertEquals(1, e.getMessage().lines().count());
  }

  @Test
  void aJvmIsAskedForItsVersion() {
    String home = System.getProperty("java.home");

    ArmCheck.Outcome outcome = ArmCheck.run("B", arm("jvm=" + home));

    assertEquals(Runtime.version().feature(), outcome.javaVersion());
    assertEquals(System.getProperty("java.runtime.version"), outcome.identity().get("jvmVersion"));
  }

  @Test
  void whatIsNoJvmAndWhatItRefusesAreSaid() throws Exception {
    SetupException refused =
        assertThrows(SetupException.class, () -> ArmCheck.run("B", arm("jvmArgs=-XX:+NoSuch")));
    assertTrue(refused.getMessage().contains("NoSuch"), refused.getMessage());
    Path text = Files.writeString(folder.resolve("java"), "echo");
    SetupException none =
        assertThrows(SetupException.class, () -> ArmCheck.run("A", arm("jvm=" + text)));
    assertTrue(none.getMessage().contains("arm A"), none.getMessage());
  }

  @Test
  void whatOnlyTheForksOtherArgumentsForbidIsRefusedBeforeTheRun() {
    SetupException e =
        assertThrows(SetupException.class, () -> ArmCheck.run("B", arm("jvmArgs=-Xmx128m")));
    assertTrue(e.getMessage().contains("heap size"), e.getMessage());
    assertFalse(e.getMessage().contains("Java 17"), e.getMessage());
    ArmCheck.run("B", arm("jvmArgs=-Xms64m -Xmx128m"));
  }

  @Test
  void aJvmThatIsTooOldIsSaidToBe() throws Exception {
    Path java = folder.resolve("java");
    Files.writeString(
        java,
        "#!/bin/sh\necho 'Error: LinkageError occurred while loading main class x'\n"
            + "echo '\tjava.lang.UnsupportedClassVersionError: x has been compiled'\nexit 1\n");
    assumeTrue(java.toFile().setExecutable(true) && Files.isExecutable(Path.of("/bin/sh")));
    SetupException e =
        assertThrows(SetupException.class, () -> ArmCheck.run("B", arm("jvm=" + java)));
    assertTrue(e.getMessage().contains("needs Java 17 or later"), e.getMessage());
    assertEquals(1, e.getMessage().lines().count());
  }

  @Test
  void aLibraryThatCrashesIsNamedAndLeavesNothingBehind() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/cc")));
    Path source =
        Files.writeString(
            folder.resolve("crash.c"),
            "__attribute__((constructor)) void f(void) { *(volatile int *)0 = 1; }");
    Path library = folder.resolve("libcrash.so");
    Process cc =
        new ProcessBuilder("cc", "-w", "-shared", "-fPIC", "-o", "" + library, "" + source).start();
    assertEquals(0, cc.waitFor());
    Set<Path> before = files(Path.of(""));

    SetupException e =
        assertThrows(SetupException.class, () -> ArmCheck.run("B", arm("lib=" + library)));

    String expected = "--versus: arm B cannot be started (crashed natively with SIG";
    assertTrue(e.getMessage().startsWith(expected), e.getMessage());
    assertEquals(before, files(Path.of("")));
  }

  private static Set<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder.toAbsolutePath())) {
      return files.collect(Collectors.toSet());
    }
  }

  @Test
  void theForksOfAnArmWithoutALibraryUseTheOneThatIsConfigured() {
    String before = System.getProperty(LlamaLibrary.PATH_PROPERTY);
    String file = LlamaLibrary.file().toString();
    try {
      System.setProperty(LlamaLibrary.PATH_PROPERTY, file);
      String argument = "-D" + LlamaLibrary.PATH_PROPERTY + "=" + file;
      assertTrue(ArmArguments.of(ArmSettings.NONE, 17).contains(argument));
      assertTrue(ArmArguments.of(arm("threads=1"), 17).contains(argument));
    } finally {
      if (before == null) {
        System.clearProperty(LlamaLibrary.PATH_PROPERTY);
      } else {
        System.setProperty(LlamaLibrary.PATH_PROPERTY, before);
      }
    }
  }

  @Test
  void anArmOfItsOwnLibraryIsHeldAgainstTheReferenceOfTheUsualOne() throws Exception {
    Path copy = Files.copy(LlamaLibrary.file(), folder.resolve("libother.so"));
    List<String> arguments = ArmArguments.of(arm("lib=" + copy), 17);
    assertTrue(arguments.contains("-D" + LlamaLibrary.PATH_PROPERTY + "=" + copy));
    assertTrue(arguments.contains("-Dtare.referenceLibrary=" + LlamaLibrary.file()));
    assertFalse(ArmArguments.of(ArmSettings.NONE, 17).toString().contains("referenceLibrary"));
  }

  @Test
  void settingsReachTheForksJvm() {
    ArmSettings settings =
        arm("threads=1,flashAttention=on,jvmArgs=-XX:+UseParallelGC -Dtare.trial.x=1");

    List<String> arguments = ArmArguments.of(settings, 17);

    assertTrue(arguments.contains("-Dtare.engine.flashAttention=on"), arguments::toString);
    assertTrue(arguments.contains("-Dtare.trial.x=1"));
    assertFalse(arguments.contains("-XX:+UseSerialGC"), "two collectors would be refused");
    assertFalse(arguments.toString().contains("threads"), "JMH sets the parameters");
    assertTrue(ArmArguments.of(arm("threads=1"), 25).contains("-XX:+UseSerialGC"));
  }

  @Test
  void theProcessThatTriesAnArmKnowsItsDriver() throws Exception {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Path said = folder.resolve("arguments");
    Path script = folder.resolve("java");
    String text = "#!/bin/sh\necho \"$@\" > '" + said + "'\nexec '" + java + "' \"$@\"\n";
    Files.writeString(script, text);
    assumeTrue(script.toFile().setExecutable(true) && Files.isExecutable(Path.of("/bin/sh")));

    ArmCheck.run("B", arm("jvm=" + script));

    assertTrue(Files.readString(said).contains(DriverWatch.argument() + " "));
  }

  /** It hangs, as a library may in its start, where it opens a pipe that nobody reads. */
  @Test
  void theProcessThatTriesAnArmEndsWithItsDriver() throws Exception {
    Path pipe = folder.resolve("pipe");
    assumeTrue(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0);
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String nobody = "-D" + DriverWatch.PROPERTY + "=" + Long.MAX_VALUE;
    ProcessBuilder builder =
        new ProcessBuilder(java, nobody, ArmCheck.class.getName(), pipe.toString());
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    Process child = builder.redirectErrorStream(true).start();
    try {
      assertFalse(child.waitFor(2, TimeUnit.SECONDS), "it ended by itself");
      child.getOutputStream().close();

      assertTrue(child.waitFor(20, TimeUnit.SECONDS), "it outlived its driver");
      assertEquals(DriverWatch.EXIT_CODE, child.exitValue());
    } finally {
      child.destroyForcibly();
    }
  }
}
