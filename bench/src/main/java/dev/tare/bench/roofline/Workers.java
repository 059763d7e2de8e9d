package dev.tare.bench.roofline;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntToLongFunction;

/**
 * Threads that stay ready between rounds, so that a round's time is that of its work. Each has a
 * number and does the work of that number in every round. They are not pinned to cores.
 */
final class Workers implements AutoCloseable {
  private final List<ExecutorService> threads = new ArrayList<>();

  Workers(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("threads must be at least 1, got " + count);
    }
    for (int i = 0; i < count; i++) {
      threads.add(Executors.newSingleThreadExecutor(Workers::thread));
    }
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "tare-roofline");
    thread.setDaemon(true);
    return thread;
  }

  int threads() {
    return threads.size();
  }

  /** Runs the work once per thread, with the thread's number, and adds up what comes back. */
  long round(IntToLongFunction work) {
    List<Future<Long>> results = new ArrayList<>();
    for (int i = 0; i < threads.size(); i++) {
      int number = i;
      results.add(threads.get(i).submit(() -> work.applyAsLong(number)));
    }
    long sum = 0;
    for (Future<Long> result : results) {
      sum += get(result);
    }
    return sum;
  }

  private static long get(Future<Long> result) {
    try {
      return result.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while measuring the machine", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  @Override
  public void close() {
    threads.forEach(ExecutorService::shutdownNow);
  }
}
