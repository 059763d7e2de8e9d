package dev.tare.results.changes;

import dev.tare.results.run.MetricKind;
import dev.tare.results.verdict.Policy;
import dev.tare.results.verdict.Subject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What people said of series beforehand. */
public interface Knowledge {
  /** Nobody said anything. */
  Knowledge NONE =
      new Knowledge() {
        @Override
        public List<Anchor> anchors(Subject subject, MetricKind kind) {
          return List.of();
        }

        @Override
        public Optional<String> mute(Subject subject, MetricKind kind, Instant latest) {
          return Optional.empty();
        }
      };

  /** What a policy says. */
  static Knowledge of(Policy policy) {
    return new PolicyKnowledge(policy);
  }

  /** The changes that are known of a series. */
  List<Anchor> anchors(Subject subject, MetricKind kind);

  /**
   * Why the changes of a series raise no alarm.
   *
   * @param latest when the newest run of the history started
   * @return one line, not escaped; empty when they do
   */
  Optional<String> mute(Subject subject, MetricKind kind, Instant latest);
}
