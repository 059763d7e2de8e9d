package dev.tare.bench.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tare.bench.plan.PlanFixtures;
import dev.tare.bench.plan.PlannedCell;
import dev.tare.bench.plan.Slot;
import dev.tare.results.run.Cell;
import dev.tare.results.run.Failure;
import dev.tare.results.run.Fork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logs of the attempts at one place in a run. */
class ForkEnvironmentTest {
  @TempDir Path folder;

  private final PlannedCell planned =
      PlanFixtures.cells(PlanFixtures.suite("GenerationBenchmark")).get(0);
  private final Slot slot = new Slot(2, 7, planned);
  private Path logs;
  private ForkEnvironment environment;

  @BeforeEach
  void describeTheForks() {
    logs = folder.resolve("run.logs");
    environment =
        new ForkEnvironment(logs, Optional.empty(), folder, Duration.ofMinutes(1), Map.of());
  }

  private void writeLogs(int attempt) throws IOException {
    ForkRequest request = environment.request(slot, attempt);
    Files.createDirectories(logs);
    Files.writeString(request.log(), "attempt " + attempt);
    Files.writeString(request.nativeLog(), "attempt " + attempt);
    Files.writeString(ForkLog.stacks(request.log()), "attempt " + attempt);
  }

  private static Fork fork(int attempt, Optional<Failure> failure) {
    return new Fork(2, 7, attempt, 1, failure, Map.of(), List.of(), List.of(), Optional.empty());
  }

  private Cell measured(Fork... forks) {
    return planned.empty().withSamples(List.of(forks), List.of(), List.of());
  }

  private List<String> left() throws IOException {
    try (Stream<Path> files = Files.list(logs)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void theLogsOfAFailedAttemptOutliveThoseOfADisturbedOne() throws IOException {
    writeLogs(0);
    writeLogs(1);
    Fork disturbed = fork(0, Optional.empty());
    Fork hung = fork(1, Optional.of(new Failure("killed after its time limit", List.of())));
    Cell cell = measured(disturbed, hung);

    environment.forgetMeasured(cell, disturbed);
    environment.forgetMeasured(cell, hung);

    assertEquals(3, left().size(), left()::toString);
    assertEquals("attempt 1", Files.readString(ForkEnvironment.log(logs, cell, hung)));
    Path stacks = ForkLog.stacks(ForkEnvironment.log(logs, cell, hung));
    assertEquals("attempt 1", Files.readString(stacks));
  }

  @Test
  void anAttemptThatBeginsTakesAwayOnlyWhatItsLikeLeft() throws IOException {
    writeLogs(0);
    writeLogs(1);

    environment.forget(slot, 1);

    Cell cell = measured(fork(0, Optional.empty()));
    assertEquals(3, left().size(), left()::toString);
    assertEquals(
        "attempt 0", Files.readString(ForkEnvironment.log(logs, cell, cell.forks().get(0))));
  }
}
