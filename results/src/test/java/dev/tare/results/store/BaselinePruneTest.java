package dev.tare.results.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tare.results.run.Run;
import dev.tare.results.sample.Changed;
import dev.tare.results.sample.SampleRuns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaselinePruneTest {
  private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");

  @TempDir private Path folder;
  private BaselineStore store;

  @BeforeEach
  void acceptsBaselinesOfFiveMachines() {
    store = new BaselineStore(folder.resolve("baselines"));
    accept("quick", 200, "a200");
    accept("quick", 100, "b100");
    accept("quick", 90, "c90");
    accept("quick", 1, "d1");
    accept("nightly", 300, "e300");
  }

  /** Each run is of a machine of its own. */
  private void accept(String suite, int daysAgo, String id) {
    Run run = Changed.suite(SampleRuns.quick().id(id).identity("cpuModel", id).build(), suite);
    store.accept(run, "ada", NOW.minus(Duration.ofDays(daysAgo)), "", false);
  }

  private List<String> pruned(OptionalInt newest, Optional<Duration> age, boolean dryRun) {
    return store.prune(new Retention(newest, age), NOW, dryRun).stream()
        .map(each -> each.accepted().runId())
        .toList();
  }

  private List<String> left() {
    return store.all().stream().map(each -> each.accepted().runId()).sorted().toList();
  }

  @Test
  void whatWasAcceptedLongerAgoGoes() {
    assertEquals(List.of("e300", "a200", "b100"), pruned(OptionalInt.empty(), days(90), false));
    assertEquals(List.of("c90", "d1"), left());
  }

  @Test
  void ofEachSuiteTheLastOnesStay() {
    assertEquals(List.of("a200", "b100"), pruned(OptionalInt.of(2), Optional.empty(), false));
    assertEquals(List.of("c90", "d1", "e300"), left());
  }

  @Test
  void bothTogetherRemoveOnlyWhatBothLetGo() {
    assertEquals(List.of("a200"), pruned(OptionalInt.of(1), days(150), false));
    assertEquals(List.of("b100", "c90", "d1", "e300"), left());
  }

  @Test
  void theLastAcceptanceCounts() {
    accept("quick", 5, "a200");
    assertEquals(List.of("e300", "b100"), pruned(OptionalInt.empty(), days(90), false));
  }

  @Test
  void aTrialRemovesAndWritesNothing() throws IOException {
    Path untouched = folder.resolve("baselines/.lock");
    Files.delete(untouched);
    assertEquals(List.of("a200", "b100", "c90"), pruned(OptionalInt.of(1), Optional.empty(), true));
    assertEquals(5, left().size());
    assertFalse(Files.exists(untouched));
  }

  @Test
  void aBaselineThatCannotBeReadKeepsAllOthers() throws IOException {
    Path damaged = store.list().get(2);
    Files.writeString(damaged, "{");
    assertThrows(
        UnreadableRunException.class, () -> pruned(OptionalInt.of(1), Optional.empty(), false));
    assertEquals(5, store.list().size());
  }

  @Test
  void aFolderThatIsNotThereIsNotMade() {
    store = new BaselineStore(folder.resolve("none"));
    assertEquals(List.of(), pruned(OptionalInt.of(1), Optional.empty(), false));
    assertFalse(Files.exists(folder.resolve("none")));
  }

  @Test
  void otherFilesOfTheFolderStay() throws IOException {
    Path other = Files.writeString(folder.resolve("baselines/README.md"), "ours");
    pruned(OptionalInt.empty(), days(0), false);
    assertEquals(List.of(), left());
    assertEquals("ours", Files.readString(other));
  }

  @Test
  void aRuleThatKeepsNothingIsNone() {
    assertThrows(
        IllegalArgumentException.class, () -> new Retention(OptionalInt.empty(), Optional.empty()));
    assertThrows(
        IllegalArgumentException.class, () -> new Retention(OptionalInt.of(0), Optional.empty()));
    assertThrows(
        IllegalArgumentException.class, () -> new Retention(OptionalInt.empty(), days(-1)));
  }

  private static Optional<Duration> days(int days) {
    return Optional.of(Duration.ofDays(days));
  }
}
