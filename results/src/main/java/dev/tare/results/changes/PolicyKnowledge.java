package dev.tare.results.changes;

import dev.tare.results.run.MetricKind;
import dev.tare.results.verdict.KnownChange;
import dev.tare.results.verdict.Mute;
import dev.tare.results.verdict.Policy;
import dev.tare.results.verdict.Subject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a policy says of series: its known changes and its mutes. */
final class PolicyKnowledge implements Knowledge {
  private final Policy policy;

  PolicyKnowledge(Policy policy) {
    this.policy = policy;
  }

  @Override
  public List<Anchor> anchors(Subject subject, MetricKind kind) {
    return policy.knownChanges().stream()
        .filter(change -> change.selector().matches(subject, kind))
        .map(PolicyKnowledge::anchor)
        .toList();
  }

  private static Anchor anchor(KnownChange change) {
    return new Anchor(change.date(), change.commit(), change.text());
  }

  @Override
  public Optional<String> mute(Subject subject, MetricKind kind, Instant latest) {
    return policy.mutes().stream()
        .filter(mute -> !mute.hasExpired(latest))
        .filter(mute -> mute.selector().matches(subject, kind))
        .findFirst()
        .map(Mute::text);
  }
}
