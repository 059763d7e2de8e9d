package dev.tare.bench.residency;

import dev.tare.bench.profile.Reading;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * What the page cache holds of a model's files when its load begins. Each state is brought about
 * and then verified; a load that began in another state is not one of this kind.
 */
public enum CacheState {
  /** At least 99 % of the files' pages are in the page cache. */
  WARM {
    @Override
    boolean isReached(double share) {
      return share >= LEAST_WARM_SHARE;
    }

    @Override
    boolean canBeTakenOnTrust() {
      return true;
    }

    @Override
    void bringAbout(List<Path> files, int attempt) throws IOException {
      PageCache.read(files);
    }
  },
  /** At most 1 % of the files' pages are in the page cache. */
  COLD {
    @Override
    boolean isReached(double share) {
      return share <= MOST_COLD_SHARE;
    }

    @Override
    boolean canBeTakenOnTrust() {
      return false;
    }

    @Override
    void bringAbout(List<Path> files, int attempt) throws IOException {
      boolean again = attempt > 0;
      if (again) {
        // A mapped buffer that Java has forgotten keeps its pages until it is collected.
        System.gc();
      }
      PageCache.drop(files, again);
    }
  };

  /** Of a cold file; what a stranger holds mapped, a page or two, is no reason to give up. */
  static final double MOST_COLD_SHARE = 0.01;

  /** Of a warm file. */
  static final double LEAST_WARM_SHARE = 0.99;

  /** How often it is tried; the waits between add up to 630 ms. */
  static final int MOST_ATTEMPTS = 7;

  private static final long FIRST_WAIT_MS = 10;

  /**
   * What came of it.
   *
   * @param residentShare share of the files' pages in the page cache just now, 0 to 1
   * @param problem why a load that begins now must not count as one of this state; empty when it is
   */
  public record Prepared(Reading<Double> residentShare, Optional<String> problem) {}

  /**
   * The state of a parameter's value.
   *
   * @param name {@code warm} or {@code cold}
   * @throws IllegalArgumentException when there is none
   */
  public static CacheState named(String name) {
    return Arrays.stream(values())
        .filter(state -> state.label().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "cache must be " + String.join(" or ", names()) + ", got " + name));
  }

  /** The values that {@link #named} takes. */
  public static List<String> names() {
    return Arrays.stream(values()).map(CacheState::label).collect(Collectors.toList());
  }

  private String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  abstract boolean isReached(double share);

  /** Whether the state may be taken for reached where the system does not tell. */
  abstract boolean canBeTakenOnTrust();

  abstract void bringAbout(List<Path> files, int attempt) throws IOException;

  /**
   * Brings the state about for these files, and for no others, and verifies it.
   *
   * @param files the files that the load reads
   */
  public Prepared prepare(List<Path> files) {
    Reading<Residency> residency = PageCache.residency(files);
    for (int attempt = 0; attempt < MOST_ATTEMPTS && !isReached(residency); attempt++) {
      try {
        pause(attempt);
        bringAbout(files, attempt);
      } catch (IOException | UnsupportedOperationException e) {
        return new Prepared(
            residency.map(Residency::share), Optional.of("not " + label() + ": " + e.getMessage()));
      }
      if (residency instanceof Reading.Missing) {
        break;
      }
      residency = PageCache.residency(files);
    }
    return new Prepared(residency.map(Residency::share), problem(residency));
  }

  private boolean isReached(Reading<Residency> residency) {
    return residency instanceof Reading.Value<Residency> known && isReached(known.value().share());
  }

  private Optional<String> problem(Reading<Residency> residency) {
    if (residency instanceof Reading.Missing<Residency> unknown) {
      return canBeTakenOnTrust()
          ? Optional.empty()
          : Optional.of("not known to be " + label() + ": " + unknown.reason());
    }
    double share = ((Reading.Value<Residency>) residency).value().share();
    return isReached(share)
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "not %s: %.1f %% of the file was in the page cache after %d attempts (memory is"
                    + " short, another process maps the file, or its file system is memory)",
                label(),
                100 * share,
                MOST_ATTEMPTS));
  }

  private static void pause(int attempt) {
    if (attempt == 0) {
      return;
    }
    try {
      TimeUnit.MILLISECONDS.sleep(FIRST_WAIT_MS << (attempt - 1));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
