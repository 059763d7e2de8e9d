package dev.tare.results.run;

import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * One thing that was found out about the machine.
 *
 * @param name short and stable, in camel case, such as {@code cpuGovernor}
 * @param level whether something should be done
 * @param value what was found, in a line
 * @param effect what it does to measurements; only with a level other than {@link Level#GOOD}
 * @param remedy what to do about it; only with a level other than {@link Level#GOOD}
 */
public record Finding(
    String name, Level level, String value, Optional<String> effect, Optional<String> remedy) {
  /** Whether something should be done. */
  public enum Level {
    /** As it should be, or a mere fact. */
    GOOD,
    /** Costs speed, or is a limit that results carry; they are still right. */
    NOTE,
    /** Makes results noisy or wrong. */
    WARNING,
    /** Cannot be found out here; the value says why. */
    UNKNOWN;

    /** The word in documents. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The level of that word, if there is one. */
    public static Optional<Level> of(String id) {
      return Arrays.stream(values()).filter(level -> level.id().equals(id)).findFirst();
    }
  }

  /**
   * Checks.
   *
   * @throws IllegalArgumentException when a note or warning lacks its effect or its remedy
   */
  public Finding {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(level, "level");
    Objects.requireNonNull(value, "value");
    effect = effect == null ? Optional.empty() : effect;
    remedy = remedy == null ? Optional.empty() : remedy;
    boolean explained = effect.isPresent() && remedy.isPresent();
    if ((level == Level.NOTE || level == Level.WARNING) != explained) {
      throw new IllegalArgumentException(name + ": " + level + " with " + effect + ", " + remedy);
    }
  }

  /** As it should be. */
  public static Finding good(String name, String value) {
    return new Finding(name, Level.GOOD, value, Optional.empty(), Optional.empty());
  }

  /** Something that costs speed. */
  public static Finding note(String name, String value, String effect, String remedy) {
    return new Finding(name, Level.NOTE, value, Optional.of(effect), Optional.of(remedy));
  }

  /** Something that makes results noisy or wrong. */
  public static Finding warning(String name, String value, String effect, String remedy) {
    return new Finding(name, Level.WARNING, value, Optional.of(effect), Optional.of(remedy));
  }

  /** Something that cannot be found out, and why. */
  public static Finding unknown(String name, String reason) {
    return new Finding(name, Level.UNKNOWN, reason, Optional.empty(), Optional.empty());
  }
}
