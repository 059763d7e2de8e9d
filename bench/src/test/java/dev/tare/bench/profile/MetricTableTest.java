package dev.tare.bench.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tare.results.run.Assumption;
import dev.tare.results.run.Better;
import dev.tare.results.run.MetricKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MetricTableTest {
  @ParameterizedTest
  @EnumSource(MetricName.class)
  void everyMetricIsFoundByItsName(MetricName name) {
    assertEquals(name.kind(), MetricTable.find(name.id()).orElseThrow());
  }

  @ParameterizedTest
  @EnumSource(MetricName.class)
  void theNameOfAMetricSaysItsUnit(MetricName name) {
    MetricKind kind = name.kind();
    switch (kind.unit()) {
      case "ns" -> assertTrue(kind.name().endsWith("Ns"), kind.name());
      case "bytes" -> assertTrue(kind.name().endsWith("Bytes"), kind.name());
      case "tokens/s", "images/s", "bytes/s" ->
          assertTrue(kind.name().endsWith("PerSecond"), kind.name());
      case "J" -> assertTrue(kind.name().endsWith("Joules"), kind.name());
      case "W" -> assertTrue(kind.name().endsWith("Watts"), kind.name());
      case "J/token" -> assertEquals("joulesPerToken", kind.name());
      case "J/image" -> assertEquals("joulesPerImage", kind.name());
      case "1", "tokens" -> assertTrue(kind.name().matches("[a-zA-Z]+"), kind.name());
      default -> throw new AssertionError(kind.name() + " has the unit " + kind.unit());
    }
  }

  @Test
  void ratesGetBetterUpwardsAndTimesDownwards() {
    assertEquals(Better.HIGHER, MetricName.DECODE_RATE.kind().better());
    assertEquals(Better.LOWER, MetricName.LOAD_TIME.kind().better());
  }

  @Test
  void hashesAndCountsAreExact() {
    assertEquals(Assumption.EXACT, MetricName.OUTPUT_HASH.kind().assumption());
    assertEquals(Assumption.EXACT, MetricName.TOKEN_COUNT.kind().assumption());
  }

  @Test
  void anUnknownNameIsNotFound() {
    assertTrue(MetricTable.find("loadTimeMs").isEmpty());
  }
}
