package dev.tare.results.roofline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tare.results.run.Block;
import dev.tare.results.run.Roofline;
import dev.tare.results.run.SpeedLimit;
import dev.tare.results.run.SpeedLimit.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanaryDriftTest {
  private static final int ROUNDS = 30;
  private static final int RUNS = 2000;
  private static final double ROUND_NS = 8e6;

  private final Random random = new Random(20261121);

  /** The share of runs that are warned of; rounds may follow each other (AR(1)). */
  private double warned(int blocks, double spread, double persistence, IntToDoubleFunction speed) {
    return warned(ROUNDS, blocks, spread, persistence, speed);
  }

  private double warned(
      int rounds, int blocks, double spread, double persistence, IntToDoubleFunction speed) {
    int warned = 0;
    for (int i = 0; i < RUNS; i++) {
      List<Block> all = new ArrayList<>();
      for (int block = 0; block < blocks; block++) {
        all.add(new Block(block, rounds(rounds, spread, persistence, speed.applyAsDouble(block))));
      }
      warned += CanaryDrift.warnings(roofline(all)).size();
    }
    return (double) warned / RUNS;
  }

  private List<Double> rounds(int count, double spread, double persistence, double factor) {
    List<Double> rounds = new ArrayList<>();
    double deviation = random.nextGaussian();
    for (int i = 0; i < count; i++) {
      double fresh = Math.sqrt(1 - persistence * persistence) * random.nextGaussian();
      deviation = persistence * deviation + fresh;
      // Now and then something else runs: a quarter longer.
      double hit = random.nextInt(20) == 0 ? 1.25 : 1;
      rounds.add(ROUND_NS * factor * hit * Math.exp(spread * deviation));
    }
    return rounds;
  }

  private static Roofline roofline(List<Block> blocks) {
    SpeedLimit canary = new SpeedLimit(Kind.READ_BANDWIDTH, "m", 2, 400_000_000L, blocks);
    return new Roofline(List.of(canary), List.of(), List.of());
  }

  @ParameterizedTest
  @CsvSource({"3,0.002", "3,0.02", "3,0.1", "10,0.02", "10,0.1", "50,0.05"})
  void aSteadyMachineIsWarnedOfInLessThanOneRunInAHundred(int blocks, double spread) {
    double falseAlarms = warned(blocks, spread, 0, block -> 1);
    assertTrue(falseAlarms <= 0.01, "false alarms: " + falseAlarms);
  }

  @ParameterizedTest
  @CsvSource({"3,0.01", "3,0.02", "10,0.01"})
  void roundsThatFollowEachOtherRaiseFewFalseAlarms(int blocks, double spread) {
    double falseAlarms = warned(blocks, spread, 0.5, block -> 1);
    assertTrue(falseAlarms <= 0.02, "false alarms: " + falseAlarms);
  }

  @ParameterizedTest
  @CsvSource({"3,0.01,1.05", "3,0.03,1.10", "10,0.03,1.10", "3,0.1,1.4"})
  void aMachineThatSlowsDownInItsLastBlockIsFound(int blocks, double spread, double factor) {
    double found = warned(blocks, spread, 0, block -> block == blocks - 1 ? factor : 1);
    assertTrue(found >= 0.95, "found: " + found);
  }

  @ParameterizedTest
  @CsvSource({"15,40,0.02", "15,101,0.1", "13,40,0.1"})
  void theFewestRoundsOfASurveyRaiseNoMoreFalseAlarms(int rounds, int blocks, double spread) {
    double falseAlarms = warned(rounds, blocks, spread, 0, block -> 1);
    assertTrue(falseAlarms <= 0.01, "false alarms: " + falseAlarms);
    double found = warned(rounds, blocks, 0.01, 0, block -> block == blocks - 1 ? 1.5 : 1);
    assertTrue(found >= 0.95, "found: " + found);
  }

  @ParameterizedTest
  @CsvSource({"3,0.02", "10,0.1", "50,0.05"})
  void fiveRoundsTellNothingHoweverDifferentTheyAre(int blocks, double spread) {
    assertEquals(0, warned(5, blocks, spread, 0, block -> 1));
    assertEquals(0, warned(5, blocks, spread, 0, block -> 1 + block));
  }

  @Test
  void aBlockOfTooFewRoundsHidesNoOther() {
    List<Block> blocks =
        List.of(around(0, 10e6), new Block(1, List.of(30e6, 31e6)), around(2, 12.5e6));
    List<String> warnings = CanaryDrift.warnings(roofline(blocks));
    assertEquals(1, warnings.size());
    assertTrue(warnings.get(0).contains("20 % less, in block 3"), warnings.toString());
  }

  /** Thirteen rounds about a median. */
  private static Block around(int block, double medianNs) {
    List<Double> rounds = new ArrayList<>();
    for (int i = -6; i <= 6; i++) {
      rounds.add(medianNs * (1 + 0.001 * i));
    }
    return new Block(block, rounds);
  }

  @Test
  void whatIsNoMatterForAVerdictIsNoWarning() {
    assertEquals(0, warned(3, 0.001, 0, block -> 1 + 0.01 * block));
  }

  @Test
  void theWarningSaysWhatWasWhenAndHowMuch() {
    List<Block> blocks = List.of(around(0, 10e6), around(2, 12.5e6));
    String warning = CanaryDrift.warnings(roofline(blocks)).get(0);
    assertTrue(
        warning.startsWith(
            "the machine changed its speed: readBandwidth was 40.0 GB/s in block 1 and 32.0, 20 %"
                + " less, in block 3"),
        warning);
  }

  @Test
  void oneBlockTellsNothing() {
    List<Block> blocks = List.of(around(0, 1e6));
    assertEquals(List.of(), CanaryDrift.warnings(roofline(blocks)));
  }
}
