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
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
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
  private static final long KILL_INTERVAL_NS = 100_000_000;

  private final ChildProcesses children = new ChildProcesses();

  @Override
  public ForkResult run(ForkRequest request) {
    try (Deadline deadline =
        children.killAfter(request.timeout(), () -> "", fork -> stacks(fork, request))) {
      return run(request, deadline, () -> true);
    }
  }

  /** With a deadline that may be another fork's as well; then the one whose turn it was is late. */
  private static ForkResult run(ForkRequest request, Deadline deadline, BooleanSupplier isLate) {
    try (PrintStream log = open(request);
        StandardStreams streams = StandardStreams.into(log)) {
      OutputFormat format = OutputFormatFactory.createFormatInstance(log, VerboseMode.NORMAL);
      return measure(request, format, deadline, isLate);
    } catch (IOException e) {
      // No fault of the cell: every fork after this one would fail as well, and for good.
      throw new UnwritableFileException(request.log(), e);
    }
  }

  /** Both are open at once; together they have the time of both. */
  @Override
  public List<ForkResult> runPair(ForkRequest first, ForkRequest second) {
    try (TurnKeeper keeper = new TurnKeeper()) {
      List<ForkRequest> pair =
          List.of(first.with(keeper.argument(0), 2), second.with(keeper.argument(1), 2));
      AtomicInteger late = new AtomicInteger();
      try (Deadline deadline =
          children.killAfter(
              pair.get(0).timeout(),
              () -> {
                late.set(keeper.place());
                return pair.get(late.get()).mark();
              },
              fork -> stacks(fork, pair.get(late.get())))) {
        CompletableFuture<ForkResult> other =
            CompletableFuture.supplyAsync(
                () -> runInTurns(pair, 1, keeper, deadline, late),
                task -> new Thread(task, "tare-second-fork").start());
        return List.of(first(pair, keeper, deadline, late, other), joined(other));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("forks cannot take turns without a local port", e);
    }
  }

  private ForkResult first(
      List<ForkRequest> pair,
      TurnKeeper keeper,
      Deadline deadline,
      AtomicInteger late,
      CompletableFuture<ForkResult> other) {
    try {
      return runInTurns(pair, 0, keeper, deadline, late);
    } catch (RuntimeException e) {
      // Nobody will ask for the other's result; it must not go on beside what comes next.
      while (!other.isDone()) {
        children.kill();
        LockSupport.parkNanos(KILL_INTERVAL_NS);
      }
      throw e;
    }
  }

  private static ForkResult joined(CompletableFuture<ForkResult> other) {
    try {
      return other.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  private static ForkResult runInTurns(
      List<ForkRequest> pair, int place, TurnKeeper keeper, Deadline deadline, AtomicInteger late) {
    try {
      return run(pair.get(place), deadline, () -> late.get() == place);
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

  private static ForkResult measure(
      ForkRequest request, OutputFormat format, Deadline deadline, BooleanSupplier isLate) {
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
    if (!deadline.passed()) {
      return new ForkResult.Failed(
          ForkLog.failure(request.log(), request.nativeLog(), Optional.empty(), thrown));
    }
    Optional<ForkStacks> stacks = deadline.stacks().filter(any -> isLate.getAsBoolean());
    String late = isLate.getAsBoolean() ? late(request, stacks) : withTheOther(request);
    Failure failure =
        ForkLog.failure(request.log(), request.nativeLog(), Optional.of(late), thrown);
    return new ForkResult.Failed(stacks.map(seen -> with(failure, seen.lines())).orElse(failure));
  }

  private static String withTheOther(ForkRequest request) {
    return "killed with the other arm's fork, which did not end its turn within the time limit of "
        + request.timeout().toSeconds()
        + " s";
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
