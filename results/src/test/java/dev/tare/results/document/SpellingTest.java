package dev.tare.results.document;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpellingTest {
  private static final List<String> WORDS = List.of("tolerance", "GiB", "MiB", "budgets", "s");

  @ParameterizedTest
  @CsvSource({
    "tolerence, tolerance",
    "tolernce, tolerance",
    "tolerances, tolerance",
    "TOLERANCE, tolerance",
    "gib, GiB",
    "budget, budgets",
    "S, s"
  })
  void aSlipIsRecognized(String typed, String meant) {
    assertEquals(List.of(meant), Spelling.near(typed, WORDS));
  }

  @Test
  void onlyTheNearestAreNamedAndAllOfThose() {
    assertEquals(List.of("GiB", "MiB"), Spelling.near("TiB", WORDS));
  }

  @ParameterizedTest
  @CsvSource({"toleranceOfAll", "tlrnce", "xy", "x", "''"})
  void whatIsTooFarAwayIsNotGuessed(String typed) {
    assertEquals(List.of(), Spelling.near(typed, WORDS));
  }

  @Test
  void theMostAlikeStandFirst() {
    assertEquals(
        List.of("peakRssAnonBytes", "peakRssBytes", "kvCacheBytes", "x"),
        Spelling.mostAlike(
            "peakAnonymous", Set.of("kvCacheBytes", "x", "peakRssBytes", "peakRssAnonBytes")));
    assertEquals(List.of("a", "b"), Spelling.mostAlike("", Set.of("b", "a")));
  }
}
