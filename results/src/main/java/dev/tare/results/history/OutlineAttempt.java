package dev.tare.results.history;

import dev.tare.results.run.RunOutline;
import dev.tare.results.store.UnreadableRunException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A document that was read, or could not be. What becomes of those that could not must not depend
 * on which of several threads came first.
 *
 * @param outline what it says
 * @param problem why it cannot be used; empty when there is an outline
 */
public record OutlineAttempt(
    Optional<RunOutline> outline, Optional<UnreadableRunException> problem) {
  /**
   * Reads documents on all cores, some at a time.
   *
   * @param documents the files
   * @param atOnce how many are read before any is passed on and are in memory together, 1 or more
   * @param reader makes a file's outline; called on several threads at once
   * @return in the order of the documents; each part is read when it is asked for
   */
  public static Stream<List<OutlineAttempt>> inParts(
      List<Path> documents, int atOnce, Function<Path, RunOutline> reader) {
    return IntStream.iterate(0, from -> from < documents.size(), from -> from + atOnce)
        .mapToObj(from -> documents.subList(from, Math.min(documents.size(), from + atOnce)))
        .map(part -> part.parallelStream().map(file -> of(file, reader)).toList());
  }

  private static OutlineAttempt of(Path file, Function<Path, RunOutline> reader) {
    try {
      return new OutlineAttempt(Optional.of(reader.apply(file)), Optional.empty());
    } catch (UnreadableRunException e) {
      return new OutlineAttempt(Optional.empty(), Optional.of(e));
    }
  }

  /**
   * The outline.
   *
   * @throws UnreadableRunException when there is none
   */
  public RunOutline orThrow() {
    if (problem.isPresent()) {
      throw problem.get();
    }
    return outline.orElseThrow();
  }
}
