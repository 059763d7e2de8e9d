package dev.tare.results.quality;

import dev.tare.results.verdict.Comparator;
import dev.tare.results.verdict.DifferentMachineException;
import dev.tare.results.verdict.Policy;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * What a gate is worth: false alarms, power, coverage of its intervals and how true its own
 * forecast of its power is, for Tare's and for the rules of tools in use, on real nights on which
 * nothing changed and on simulated ones. A program to run by hand:
 *
 * <pre>java -cp ... dev.tare.results.quality.GateQualityBenchmark nightly machines.csv FOLDER
 * java -cp ... dev.tare.results.quality.GateQualityBenchmark simulated 200</pre>
 *
 * <p>where the table has the columns file, date, commit and cpu, and the folder the unpacked JMH
 * files. README.md shows what came out.
 */
final class GateQualityBenchmark {
  private static final int SEED = 1;

  /** Simulated benchmarks are alike, so two of a trial tell as much of the power as all. */
  private static final int SLOWED = 2;

  /** Below the usual tolerance a change counts for nothing, however sure it is. */
  private static final double SMALL_TOLERANCE = 0.01;

  private final PrintStream out;

  private GateQualityBenchmark(PrintStream out) {
    this.out = out;
  }

  /**
   * Prints the tables.
   *
   * @param args {@code nightly MACHINES.CSV FOLDER}, or {@code simulated TRIALS}
   */
  public static void main(String... args) throws IOException {
    GateQualityBenchmark benchmark =
        new GateQualityBenchmark(new PrintStream(System.out, true, StandardCharsets.UTF_8));
    if (args.length == 3 && args[0].equals("nightly")) {
      benchmark.nightly(NightlyRuns.read(Path.of(args[1]), Path.of(args[2])));
    } else if (args.length == 2 && args[0].equals("simulated")) {
      benchmark.simulated(Integer.parseInt(args[1]));
    } else {
      throw new IllegalArgumentException("nightly MACHINES.CSV FOLDER | simulated TRIALS");
    }
  }

  private static List<Rule> rules() {
    List<Rule> rules = new ArrayList<>(PeerRules.all());
    Policy policy = Policy.standard();
    rules.add(new TareRule("Tare, baseline and run alone", policy, false));
    rules.add(new TareRule("Tare with history", policy, true));
    rules.add(
        new TareRule(
            "Tare with history, tolerance 1 %", TareRule.tolerating(SMALL_TOLERANCE), true));
    return rules;
  }

  private void nightly(List<Night> nights) {
    List<Evaluation.Trial> trials = Evaluation.twins(nights, 1);
    out.println(trials.size() + " nights with the same commit as the machine's night before");
    table(trials, Integer.MAX_VALUE);
    out.println(acrossMachines(nights));
  }

  private void table(List<Evaluation.Trial> trials, int slowed) {
    out.println(Evaluation.HEAD);
    for (Rule rule : rules()) {
      Evaluation evaluation = new Evaluation();
      for (int i = 0; i < trials.size(); i++) {
        evaluation.add(rule, trials.get(i), slowed, i < trials.size() / 2);
      }
      out.println(evaluation.line(rule.name()));
      if (rule instanceof TareRule) {
        out.println(evaluation.details());
      }
    }
  }

  /** Neighbouring nights of different machines. */
  private static String acrossMachines(List<Night> nights) {
    int refused = 0;
    int judged = 0;
    for (int i = 1; i < nights.size(); i++) {
      Night before = nights.get(i - 1);
      if (!before.machine().equals(nights.get(i).machine())) {
        try {
          Comparator.compare(TareRule.run(before), TareRule.run(nights.get(i)), Policy.standard());
          judged++;
        } catch (DifferentMachineException e) {
          refused++;
        }
      }
    }
    return String.format(Locale.ROOT, "across CPU models: %d refused, %d judged", refused, judged);
  }

  private void simulated(int trials) {
    List<Noise> noises =
        List.of(
            new Noise("normal, alike", 21, 0.005, 0.044, 0.047, 0, 0, false),
            new Noise("normal, unlike, shifts 1 %", 21, 0.005, 0.044, 0.047, 0.7, 0.01, false),
            new Noise("heavy, unlike, shifts 1 %", 21, 0.005, 0.044, 0.047, 0.7, 0.01, true),
            new Noise("steady machine, shifts 0.5 %", 21, 0.005, 0.01, 0.01, 0.5, 0.005, false));
    for (Noise noise : noises) {
      for (int earlier : new int[] {1, 5, 30}) {
        out.println(noise.name() + ", " + earlier + " earlier nights, " + trials + " trials");
        Random random = new Random(SEED);
        List<Evaluation.Trial> all = new ArrayList<>();
        for (int i = 0; i < trials; i++) {
          List<Night> nights = noise.series(random, earlier + 1);
          all.add(new Evaluation.Trial(nights.subList(0, earlier), nights.get(earlier)));
        }
        table(all, SLOWED);
      }
    }
  }
}
