package dev.tare.bench.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tare.bench.engine.EngineOption;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForkSetupTest {
  private static String environment(String name, String value) {
    return ForkSetup.identity(Map.of(name, value)).get("environment");
  }

  @Test
  void enginesAndTheirJvmAreDescribedInFull() {
    Map<String, String> setup = ForkSetup.identity(Map.of("PATH", "/bin", "OMP_DYNAMIC", " "));
    assertEquals(
        "batchTokens=2048 microBatchTokens=512 flashAttention=off kvType=F16 mmap=on",
        setup.get("llamaSettings"));
    assertEquals(
        "graphOptimization=all spinning=on memoryPattern=on arena=on",
        setup.get("onnxRuntimeSettings"));
    assertTrue(setup.get("forkJvmArguments").startsWith("-Xms192m -Xmx1g "), setup::toString);
    assertFalse(setup.containsKey("environment"), setup::toString);
  }

  @Test
  void anEnginesOptionOfThisProcessMakesAnotherMachine() {
    String usual = MachineProbe.probe(Map.of()).fingerprint();
    String property = EngineOption.FLASH_ATTENTION.property();
    System.setProperty(property, "on");
    try {
      assertNotEquals(usual, MachineProbe.probe(Map.of()).fingerprint());
      assertTrue(EngineOption.arguments().contains("-Dtare.engine.flashAttention=on"));
    } finally {
      System.clearProperty(property);
    }
    assertEquals(usual, MachineProbe.probe(Map.of()).fingerprint());
  }

  @Test
  void variablesThatForksInheritAreSorted() {
    Map<String, String> variables =
        Map.of("OMP_NUM_THREADS", "2", "MALLOC_ARENA_MAX", "1", "HOME", "/root", "OMPX", "1");
    assertEquals(
        "MALLOC_ARENA_MAX=1; OMP_NUM_THREADS=2", ForkSetup.identity(variables).get("environment"));
  }

  @ParameterizedTest
  @CsvSource({
    "-Dtare.engine.batchTokens=512 -XX:+UseG1GC, -Dtare.engine.batchTokens=512 -XX:+UseG1GC",
    "-javaagent:/home/ann/a.jar=x -Xint, -javaagent:<path> -Xint",
    "-Djava.io.tmpdir=/tmp/run.8213, -Djava.io.tmpdir=<path>",
    "-Dx=\"/home/ann miller/lib\" -Xint, -Dx=<path> -Xint",
    "-Dx=..\\lib, -Dx=<path>",
    "@../ann/options, @<path>",
    "-Dhttps.proxyPassword=top -Xint, -Dhttps.proxyPassword=<private> -Xint",
    "-Djavax.net.ssl.trustStore=/etc/x.jks, -Djavax.net.ssl.trustStore=<path>"
  })
  void foldersAndSecretsStayOutOfTheDocument(String value, String shown) {
    assertEquals("JDK_JAVA_OPTIONS=" + shown, environment("JDK_JAVA_OPTIONS", value));
  }

  @Test
  void eachVariableOfAJvmCounts() {
    for (String name : new String[] {"JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS"}) {
      assertEquals(name + "=-Xint", environment(name, "-Xint"));
    }
  }
}
