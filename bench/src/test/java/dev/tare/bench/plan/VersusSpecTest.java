package dev.tare.bench.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VersusSpecTest {
  @TempDir Path folder;

  @Test
  void aLoneArmIsComparedWithThePlanAsItIs() {
    VersusSpec spec = VersusSpec.parse("threads=1,flashAttention=on");

    assertEquals(ArmSettings.NONE, spec.a());
    assertEquals(Map.of("threads", "1"), spec.b().parameters());
    assertEquals(Map.of("flashAttention", "on"), spec.b().engineOptions());
  }

  @Test
  void twoArmsAreParted() {
    VersusSpec spec = VersusSpec.parse("threads=1:threads=2");

    assertEquals("1", spec.a().parameters().get("threads"));
    assertEquals("2", spec.b().parameters().get("threads"));
    assertEquals(spec, VersusSpec.parse(spec.text()));
    assertEquals(ArmSettings.NONE, VersusSpec.parse("threads=1:same").b());
    assertEquals("1", VersusSpec.parse("same:threads=1").b().parameters().get("threads"));
  }

  @Test
  void theSameAgainstTheSameIsAllowed() {
    assertEquals(new VersusSpec(ArmSettings.NONE, ArmSettings.NONE), VersusSpec.parse("same"));
  }

  @Test
  void pathsMayHoldColonsAndCommasAndBecomeAbsolute() throws IOException {
    Path odd = Files.createDirectories(folder.resolve("a:b,c"));
    Path library = Files.writeString(odd.resolve(System.mapLibraryName("jllama")), "");
    Path java = Files.createDirectories(odd.resolve("bin")).resolve("java");
    Files.writeString(java, "");

    VersusSpec spec = VersusSpec.parse("lib=" + odd + ":jvm=" + odd + ",jvmArgs=-Xint -Da=b,c");

    assertEquals(Optional.of(library.toAbsolutePath()), spec.a().library());
    assertEquals(Optional.of(java.toAbsolutePath()), spec.b().jvm());
    assertEquals(List.of("-Xint", "-Da=b,c"), spec.b().jvmArguments());
    assertEquals(spec, VersusSpec.parse(spec.text()));
  }

  @Test
  void argumentsOfAJvmMayHoldWhatSeparatesSettings() {
    for (String arguments :
        List.of("-XX:Name=value", "-Xlog:gc=debug", "-Dx=a,b=c", "-XX:A=1 -Dx:y=z,w=v")) {
      VersusSpec alone = VersusSpec.parse("jvmArgs=" + arguments);
      assertEquals(ArmSettings.NONE, alone.a());
      assertEquals(List.of(arguments.split(" ")), alone.b().jvmArguments());
      assertEquals(alone, VersusSpec.parse(alone.text()));
      VersusSpec both = VersusSpec.parse("jvmArgs=" + arguments + ",mmap=off:threads=2");
      assertEquals(List.of(arguments.split(" ")), both.a().jvmArguments());
      assertEquals(Map.of("mmap", "off"), both.a().engineOptions());
      assertEquals("2", both.b().parameters().get("threads"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "colour=red | no setting 'colour'; there are arena, batch,",
        "threads=1,colour=red | no setting 'colour'; there are arena, batch,",
        "threads=1:colour=red | no setting 'colour'; there are arena, batch,",
        "threads | 'threads' is no setting; write name=value",
        "threads= | 'threads=' is no setting",
        "threads=1,threads=2 | threads is set twice",
        "threads=1:threads=2:threads=3 | names 3 arms",
        "flashAttention=maybe | flashAttention must be on or off, got maybe",
        "batchTokens=0 | batchTokens must be a whole number from 1",
        "kvType=Q8_0 | llama.cpp quantizes values only with flashAttention=on",
        "kvType=Q9 | kvType must be one of F32, F16",
        "lib=/no/such | not found; name the library or the folder",
        "model=/no/such | model: /no/such: no such file",
        "jvm=/no/such | jvm: /no/such: no such file",
        "jvmArgs=Xint | every argument begins with '-'",
      })
  void whatCannotBeUsedIsSaid(String spec, String problem) {
    PlanException e = assertThrows(PlanException.class, () -> VersusSpec.parse(spec));

    assertTrue(e.problems().get(0).startsWith("--versus " + spec + ": "), e.getMessage());
    assertTrue(e.getMessage().contains(problem), e.getMessage());
  }

  @Test
  void everyProblemIsReported() {
    PlanException e =
        assertThrows(PlanException.class, () -> VersusSpec.parse("colour=red:model=/no/such"));

    assertEquals(2, e.problems().size());
  }
}
