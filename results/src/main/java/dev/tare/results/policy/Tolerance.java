package dev.tare.results.policy;

import dev.tare.results.run.Better;
import dev.tare.results.verdict.Criterion;
import dev.tare.results.verdict.PolicyRule;
import dev.tare.results.verdict.Selector;
import dev.tare.results.verdict.ToleranceRules;
import java.util.List;
import java.util.Optional;

/** What a rule says of the changes that do not matter. */
sealed interface Tolerance {
  /** The word behind an amount that is no share. */
  String ABSOLUTE = "absolute";

  /** The rules that it comes down to. */
  List<PolicyRule> rules(Selector selector, Optional<Better> better);

  /** A share of the baseline. */
  record Relative(double share) implements Tolerance {
    @Override
    public List<PolicyRule> rules(Selector selector, Optional<Better> better) {
      return ToleranceRules.relative(selector, share, better);
    }
  }

  /** An amount in the metric's unit. */
  record Absolute(Amount amount) implements Tolerance {
    @Override
    public List<PolicyRule> rules(Selector selector, Optional<Better> better) {
      Optional<String> unit =
          amount.hasUnit() ? Optional.of(amount.unit().base()) : Optional.empty();
      return ToleranceRules.absolute(selector, amount.value(), unit, better);
    }
  }

  /** None, or any. */
  record Plain(Criterion criterion) implements Tolerance {
    @Override
    public List<PolicyRule> rules(Selector selector, Optional<Better> better) {
      return List.of(new PolicyRule(selector, criterion, better));
    }
  }

  /**
   * Reads {@code 3%}, {@code 0.0005 absolute}, {@code 50 ms absolute}, {@code exact} or {@code
   * ignore}.
   *
   * @throws IllegalArgumentException when it is none of them
   */
  static Tolerance parse(String text) {
    if (text.equals("exact")) {
      return new Plain(new Criterion.Equality());
    }
    if (text.equals("ignore")) {
      return new Plain(new Criterion.Informational());
    }
    if (text.endsWith(ABSOLUTE)) {
      return absolute(text);
    }
    if (!text.endsWith("%")) {
      throw new IllegalArgumentException(
          "must be a share such as 3%, an amount such as 0.0005 absolute, exact or ignore, got "
              + Problems.quoted(text));
    }
    return new Relative(Share.TOLERANCE.parse(text));
  }

  private static Tolerance absolute(String text) {
    Amount amount = Amount.parse(text.substring(0, text.length() - ABSOLUTE.length()));
    if (!(amount.value() > 0)) {
      throw new IllegalArgumentException("must be above 0, got " + Problems.quoted(text));
    }
    return new Absolute(amount);
  }
}
