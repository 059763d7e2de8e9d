package dev.tare.bench.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
  @Test
  void readsEachUnit() {
    assertEquals(Optional.of(Duration.ofMillis(300)), Durations.parse("300ms"));
    assertEquals(Optional.of(Duration.ofSeconds(5)), Durations.parse("5s"));
    assertEquals(Optional.of(Duration.ofMinutes(10)), Durations.parse("10m"));
    assertEquals(Optional.of(Duration.ofHours(2)), Durations.parse("2h"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "5", "-5s", "0s", "5 s", "1.5s", "99999999999s", "8761h", "999999999h"})
  void refusesWhatIsNoPositiveDuration(String text) {
    assertEquals(Optional.empty(), Durations.parse(text));
  }

  @ParameterizedTest
  @CsvSource({"0, 0s", "59400, 59s", "59600, 1m 0s", "200000, 3m 20s", "7500000, 2h 5m"})
  void writesWithTwoUnitsAtMost(long millis, String text) {
    assertEquals(text, Durations.toText(Duration.ofMillis(millis)));
  }

  @ParameterizedTest
  @CsvSource({"300ms, 300ms", "2000ms, 2s", "8760h, 31536000s", "1000800000ms, 1000800s"})
  void whatIsWrittenIsReadBack(String text, String written) {
    Duration duration = Durations.parse(text).orElseThrow();

    assertEquals(written, Durations.written(duration));
    assertEquals(Optional.of(duration), Durations.parse(written));
  }
}
