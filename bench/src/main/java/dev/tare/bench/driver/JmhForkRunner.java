package dev.tare.bench.driver;

import dev.tare.bench.fork.TurnKeeper;
import dev.tare.bench.plan.SuiteEntry;
import dev.tare.bench.postmortem.ForkStacks;
import dev.tare.bench.profile.TareProfiler;
import dev.tare.results.document.UnwritableFileException;
import dev.tare.results.run.Failure;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs a fork as one call of JMH's {@link Runner} with one fork. */
// Streams and deadlines are held for their scope, not read.
@SuppressWarnings("try")
public final class JmhForkRunner implements ForkRunner {
  private final ChildProcesses children = new ChildProcesses();

  @Override
  public ForkResult run(ForkRequest request) {
    try (PrintStream log = open(request);
        StandardStreams streams = StandardStreams.into(log)) {
      OutputFormat format = OutputFormatFactory.createFormatInstance(log, VerboseMode.NORMAL);
      try (Deadline deadline =
          children.killAfter(request.timeout(), fork -> stacks(fork, request))) {
        return measure(request, format, deadline);
      }
    } catch (IOException e) {
      // No fault of the cell: every fork after this one would fail as well, and for good.
      throw new UnwritableFileException(request.log(), e);
    }
  }

  /** Both are open at once; each has its time and the other's. */
  @Override
  public List<ForkResult> runPair(ForkRequest first, ForkRequest second) {
    try (TurnKeeper keeper = new TurnKeeper()) {
      CompletableFuture<ForkResult> other =
          CompletableFuture.supplyAsync(
              () -> runInTurns(second, keeper, 1),
              task -> new Thread(task, "tare-second-fork").start());
      ForkResult one = runInTurns(first, keeper, 0);
      return List.of(one, other.join());
    } catch (IOException e) {
      throw new UncheckedIOException("forks cannot take turns without a local port", e);
    }
  }

  private ForkResult runInTurns(ForkRequest request, TurnKeeper keeper, int place) {
    try {
      return run(request.with(keeper.argument(place), 2));
    } finally {
      keeper.ended(place);
    }
  }

  @Override
  public void kill() {
    children.kill();
  }

  private static PrintStream open(ForkRequest request) throws IOException {
    Files.createDirectories(request.log().toAbsolutePath().getParent());
    return new PrintStream(Files.newOutputStream(request.log()), true, StandardCharsets.UTF_8);
  }

  private static ForkResult measure(ForkRequest request, OutputFormat format, Deadline deadline) {
    Optional<String> thrown = Optional.empty();
    try {
      Collection<RunResult> results = new Runner(options(request), format).run();
      // JMH drops a failing benchmark and goes on: without a result the cell has failed.
      if (results.size() == 1 && !deadline.passed()) {
        return Samples.of(results.iterator().next(), request.log());
      }
    } catch (RunnerException | RuntimeException e) {
      // Whatever goes wrong with one fork, the others go on.
      thrown = Optional.of(String.valueOf(e.getMessage()));
    }
    Optional<String> late =
        deadline.passed() ? Optional.of(late(request, deadline.stacks())) : Optional.empty();
    Failure failure = ForkLog.failure(request.log(), request.nativeLog(), late, thrown);
    return new ForkResult.Failed(
        deadline.stacks().map(stacks -> with(failure, stacks.lines())).orElse(failure));
  }

  private static ForkStacks stacks(ProcessHandle fork, ForkRequest request) {
    Path file = ForkLog.stacks(request.log());
    return ForkStacks.capture(fork, file, List.of(request.nativeLog(), request.log()));
  }

  private static String late(ForkRequest request, Optional<ForkStacks> stacks) {
    String limit = "killed after its time limit of " + request.timeout().toSeconds() + " s";
    return limit + stacks.flatMap(ForkStacks::place).map(place -> ", " + place).orElse("");
  }

  private static Failure with(Failure failure, List<String> lines) {
    List<String> tail = new ArrayList<>(failure.logTail());
    tail.addAll(lines);
    return new Failure(failure.reason(), tail);
  }

  private static Options options(ForkRequest request) {
    SuiteEntry entry = request.slot().cell().entry();
    ChainedOptionsBuilder builder =
        new OptionsBuilder()
            .include("^" + Pattern.quote(entry.benchmark().jmhName()) + "$")
            .forks(1)
            .warmupForks(0)
            .threads(1)
            .shouldFailOnError(true)
            .warmupIterations(entry.warmupIterations())
            .measurementIterations(entry.measurementIterations())
            .timeout(TimeValue.milliseconds(request.timeout().toMillis()))
            .timeUnit(TimeUnit.NANOSECONDS)
            .addProfiler(TareProfiler.class)
            .jvmArgs(request.jvmArguments().toArray(String[]::new));
    if (!entry.benchmark().singleShot()) {
      builder
          .warmupTime(TimeValue.milliseconds(entry.warmupTime().toMillis()))
          .measurementTime(TimeValue.milliseconds(entry.measurementTime().toMillis()));
    }
    request.jvm().ifPresent(java -> builder.jvm(java.toString()));
    request.slot().cell().jmhParameters().forEach(builder::param);
    return builder.build();
  }
}
