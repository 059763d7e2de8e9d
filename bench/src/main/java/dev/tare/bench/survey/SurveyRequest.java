package dev.tare.bench.survey;

import java.util.ArrayList;
import java.util.List;

/**
 * What a survey has to find out.
 *
 * @param block the block that has just ended, from 0
 * @param threads with how many threads limits are measured, each 1 or more, not empty; the canaries
 *     run with the most
 * @param models {@code family/variant} of the models whose work is asked for
 * @param whole whether everything is asked for, or the canaries alone
 */
public record SurveyRequest(int block, List<Integer> threads, List<String> models, boolean whole) {
  private static final String MODEL = "model=";
  private static final String THREADS = "threads=";
  private static final String BLOCK = "block=";
  private static final String WHOLE = "whole";

  /**
   * Copies and checks.
   *
   * @throws IllegalArgumentException when there is no number of threads, or one below 1
   */
  public SurveyRequest {
    threads = List.copyOf(threads);
    models = List.copyOf(models);
    if (threads.isEmpty() || threads.stream().anyMatch(count -> count < 1)) {
      throw new IllegalArgumentException("threads must be 1 or more each, got " + threads);
    }
  }

  /** The most threads that anything runs with. */
  public int mostThreads() {
    return threads.stream().max(Integer::compare).orElseThrow();
  }

  /** For a command line; {@link #of} reads it. */
  List<String> toArguments() {
    List<String> arguments = new ArrayList<>();
    arguments.add(BLOCK + block);
    threads.forEach(count -> arguments.add(THREADS + count));
    models.forEach(model -> arguments.add(MODEL + model));
    if (whole) {
      arguments.add(WHOLE);
    }
    return arguments;
  }

  /** What {@link #toArguments} wrote. */
  static SurveyRequest of(List<String> arguments) {
    int block = 0;
    List<Integer> threads = new ArrayList<>();
    List<String> models = new ArrayList<>();
    for (String argument : arguments) {
      if (argument.startsWith(BLOCK)) {
        block = Integer.parseInt(argument.substring(BLOCK.length()));
      } else if (argument.startsWith(THREADS)) {
        threads.add(Integer.valueOf(argument.substring(THREADS.length())));
      } else if (argument.startsWith(MODEL)) {
        models.add(argument.substring(MODEL.length()));
      }
    }
    return new SurveyRequest(block, threads, models, arguments.contains(WHOLE));
  }
}
