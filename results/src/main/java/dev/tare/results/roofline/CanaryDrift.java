package dev.tare.results.roofline;

import dev.tare.results.run.Block;
import dev.tare.results.run.Roofline;
import dev.tare.results.run.SpeedLimit;
import dev.tare.results.stats.Interval;
import dev.tare.results.stats.Sample;
import dev.tare.results.stats.SignInterval;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Whether the machine changed its speed during a run. A canary is the same work, timed in rounds in
 * every block. It has drifted when
 *
 * <ol>
 *   <li>the median round of its slowest block took over {@value #LEAST_PERCENT} % longer than that
 *       of its fastest, which is less than the tolerance that verdicts have, and
 *   <li>that is beyond the canary's own spread: the intervals of the two medians do not touch, each
 *       holding its median with a probability of at least 1 − 0.01 / blocks, whatever the
 *       distribution of its rounds. A block with too few rounds for such an interval tells nothing:
 *       the extremes of {@code n} rounds hold the median with 1 − 2^(1 − n), so 40 blocks need 13.
 * </ol>
 *
 * <p>So for independent rounds a machine that did not change is warned of in less than one run in a
 * hundred; rounds that follow each other are not quite independent, for which the first condition
 * makes up.
 */
public final class CanaryDrift {
  private static final int LEAST_PERCENT = 3;
  private static final double MISS = 0.01;
  private static final double GIGA = 1e9;
  private static final double PERCENT = 100;

  private record Sighting(int block, double medianNs, Interval intervalNs) {}

  private CanaryDrift() {}

  /** One line for each canary that drifted. */
  public static List<String> warnings(Roofline roofline) {
    List<String> warnings = new ArrayList<>();
    for (SpeedLimit canary : roofline.limits()) {
      List<Sighting> byTime = byTime(canary);
      if (byTime.size() > 1) {
        Sighting fastest = byTime.get(0);
        Sighting slowest = byTime.get(byTime.size() - 1);
        if (drifted(fastest, slowest)) {
          warnings.add(warning(canary, fastest, slowest));
        }
      }
    }
    return warnings;
  }

  private static List<Sighting> byTime(SpeedLimit canary) {
    List<Sighting> sightings = new ArrayList<>();
    double miss = MISS / canary.roundTimesNs().size();
    for (Block block : canary.roundTimesNs()) {
      Sample rounds = Sample.of(block.samples());
      SignInterval.of(1 - miss, rounds.values())
          .map(interval -> new Sighting(block.block(), rounds.median(), interval))
          .ifPresent(sightings::add);
    }
    sightings.sort(Comparator.comparingDouble(Sighting::medianNs));
    return sightings;
  }

  private static boolean drifted(Sighting fastest, Sighting slowest) {
    return slowest.medianNs() > fastest.medianNs() * (1 + LEAST_PERCENT / PERCENT)
        && slowest.intervalNs().lower() > fastest.intervalNs().upper();
  }

  private static String warning(SpeedLimit canary, Sighting fastest, Sighting slowest) {
    double most = canary.perSecond(fastest.medianNs());
    double least = canary.perSecond(slowest.medianNs());
    return String.format(
        Locale.ROOT,
        "the machine changed its speed: %s was %.1f G%s/s in block %d and %.1f, %.0f %% less, in"
            + " block %d; other load, heat or the host may be why: run again before comparing"
            + " with other runs",
        canary.kind().id(),
        most / GIGA,
        canary.kind().unit().equals("bytes") ? "B" : "op",
        fastest.block() + 1,
        least / GIGA,
        PERCENT * (1 - least / most),
        slowest.block() + 1);
  }
}
