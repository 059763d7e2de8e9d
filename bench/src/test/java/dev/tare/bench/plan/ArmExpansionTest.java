package dev.tare.bench.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tare.results.precision.FewestPairs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArmExpansionTest {
  private final List<PlannedCell> planned =
      PlanFixtures.cells(
          PlanFixtures.suite(
              "TokenGenerationBenchmark",
              "ImageEmbeddingBenchmark.embed",
              "ImageEmbeddingBenchmark.preprocess"));

  private List<PlannedCell> cells(String spec) {
    return new ArmExpansion(VersusSpec.parse(spec), PlanFixtures.catalog()).cells(planned, 8);
  }

  @Test
  void everyCellIsThereOncePerArm() {
    List<PlannedCell> cells = cells("same");

    assertEquals(2 * planned.size(), cells.size());
    assertEquals(cells.size(), new HashSet<>(cells.stream().map(PlannedCell::id).toList()).size());
    assertTrue(cells.stream().allMatch(cell -> cell.blocks() == 8));
    assertEquals(planned.get(0).id() + " arm=A", cells.get(0).id());
    assertEquals(planned.get(0).id() + " arm=B", cells.get(1).id());
  }

  @Test
  void forksTakeTurnsWhereBothModelsFitIntoMemory() {
    List<PlannedCell> cells = cells("same");
    for (PlannedCell cell : cells) {
      boolean preprocesses = cell.entry().benchmark() == BenchmarkSpec.PREPROCESS;
      assertEquals(!preprocesses, cell.isInTurns(), cell.id());
      assertEquals(cell.isInTurns(), cell.empty().arm().orElseThrow().inTurns());
    }
    assertEquals(20, cells.get(0).entry().measurementIterations());
    assertEquals(1, cells.get(0).entry().warmupIterations());

    TurnPlan small = new TurnPlan(512L << 20);
    List<PlannedCell> alone =
        new ArmExpansion(VersusSpec.parse("same"), PlanFixtures.catalog(), small).cells(planned, 8);
    assertTrue(alone.stream().noneMatch(PlannedCell::isInTurns));
    assertTrue(new TurnPlan(4L << 30).fits(BenchmarkSpec.DECODE, 1L << 30, 1L << 30));
    assertFalse(new TurnPlan(4L << 30).fits(BenchmarkSpec.DECODE, 1L << 30, 3L << 30));
    assertFalse(new TurnPlan(4L << 30).fits(BenchmarkSpec.LOAD, 1, 1));
  }

  @Test
  void largeModelsTakeFewerTurns() {
    assertEquals(20, TurnPlan.turns(100 << 20));
    assertEquals(8, TurnPlan.turns(1L << 30));
    assertEquals(4, TurnPlan.turns(8L << 30));
  }

  @Test
  void anArmHasItsOwnParameters() {
    List<PlannedCell> cells = cells("threads=1:threads=2");

    assertEquals("1", cells.get(0).jmhParameters().get("threads"));
    assertEquals("2", cells.get(1).jmhParameters().get("threads"));
    assertEquals("2", cells.get(1).empty().parameters().get("threads"));
  }

  @Test
  void cellsThatNoSettingChangesAreLeftOut() {
    assertEquals(6, cells("flashAttention=on").size());
    assertEquals(4, cells("graphOptimization=basic").size());
    // Preprocessing has one thread whatever is asked for.
    assertEquals(10, cells("threads=2").size());
    assertEquals(12, cells("jvmArgs=-Xint").size());
  }

  @Test
  void anotherVariantTakesThePlaceOfTheCells() {
    List<PlannedCell> decode = planned.stream().filter(c -> c.variant().equals("F16")).toList();
    List<PlannedCell> cells =
        new ArmExpansion(VersusSpec.parse("variant=Q4_0"), PlanFixtures.catalog()).cells(decode, 8);

    assertEquals(List.of("F16", "Q4_0"), cells.stream().map(PlannedCell::variant).toList());
    assertEquals(cells.get(0).arm().get().cell().pair(), cells.get(1).arm().get().cell().pair());
  }

  @Test
  void whatFitsNoCellIsRefused(@TempDir Path folder) throws Exception {
    Path model = Files.writeString(folder.resolve("m.gguf"), "");
    for (String[] bad :
        new String[][] {
          {"promptTokens=5", "promptTokens changes nothing about these cells"},
          {"threads=none", "threads must be a whole number from 1, got none"},
          {"variant=Q9", "has no variant Q9"},
          {"model=" + model, "model is one file, but the cells are of text-family/F16, "},
        }) {
      PlanException e = assertThrows(PlanException.class, () -> cells(bad[0]));
      assertTrue(e.getMessage().contains(bad[1]), e.getMessage());
    }
  }

  @Test
  void theArmsOfACellRunOneAfterTheOtherAndEachComesFirstEquallyOften() {
    List<PlannedCell> cells = cells("same");
    Map<String, Integer> first = new HashMap<>();
    for (int block = 0; block < 8; block++) {
      List<Slot> slots = Schedule.block(cells, block, 5);
      for (int i = 0; i < slots.size(); i += 2) {
        PlannedArm one = slots.get(i).cell().arm().orElseThrow();
        PlannedArm other = slots.get(i + 1).cell().arm().orElseThrow();
        assertEquals(one.cell().pair(), other.cell().pair());
        first.merge(one.cell().pair(), one.cell().name().equals("A") ? 1 : 0, Integer::sum);
      }
    }
    assertEquals(planned.size(), first.size());
    assertTrue(first.values().stream().allMatch(count -> count == 4), first::toString);
  }

  @Test
  void aPairIsMeasuredAgainByItselfAndOtherwiseTheWholeBlock() {
    List<Slot> arms = Schedule.block(cells("same"), 0, 5);
    assertEquals(planned.size(), Schedule.rounds(arms).size());
    assertEquals(arms, Schedule.rounds(arms).stream().flatMap(List::stream).toList());
    List<Slot> plain = Schedule.block(planned, 0, 5);
    assertEquals(List.of(plain), Schedule.rounds(plain));
  }

  @Test
  void whichArmComesFirstIsDrawn() {
    List<PlannedCell> cells =
        new ArmExpansion(VersusSpec.parse("same"), PlanFixtures.catalog()).cells(planned, 64);
    StringBuilder order = new StringBuilder();
    for (int block = 0; block < 64; block += 2) {
      order.append(Schedule.block(cells.subList(0, 2), block, 5).get(0).cell().arm().get());
    }
    int beginsWithA = order.toString().split("name=A", -1).length - 1;
    assertTrue(beginsWithA > 6 && beginsWithA < 26, "" + beginsWithA);
  }

  @Test
  void theTimeDecidesHowManyBlocksThereAre() {
    List<PlannedCell> shortForks =
        PlanFixtures.cells(PlanFixtures.suite("TokenGenerationBenchmark").withShortForks());
    List<PlannedCell> pair =
        new ArmExpansion(VersusSpec.parse("same"), PlanFixtures.catalog())
            .cells(shortForks, 8)
            .subList(0, 2);
    Duration tenMinutes = Duration.ofMinutes(10);

    int small = PairBudget.fitting(pair, cell -> 70_000_000, tenMinutes);
    int large = PairBudget.fitting(pair, cell -> 7_000_000_000L, tenMinutes);

    assertTrue(small >= 40 && small % 2 == 0, "" + small);
    assertTrue(large >= 20 && large < small, "" + large);
    assertEquals(0, PairBudget.fitting(pair, cell -> 1, Duration.ofMillis(5)));
    assertEquals(1000, PairBudget.fitting(pair, cell -> 1, Duration.ofDays(5)));
  }

  @Test
  void noFewerBlocksArePlannedThanCanShowARegressionAmongTheMetrics() {
    assertEquals(8, PairBudget.blocks(0, 1));
    assertEquals(16, PairBudget.blocks(4, 200));
    assertEquals(60, PairBudget.blocks(60, 200));
    int one = PairBudget.metrics(cells("same").subList(0, 2));
    assertTrue(one >= 4 && one <= 12, "" + one);
    assertEquals(3 * one, PairBudget.metrics(cells("flashAttention=on")));
  }

  @Test
  void whatNeedsFewBlocksHasAsManyPairsAsCanShowARegression() {
    Suite suite =
        Suites.parse(
            "test.yaml", "name: test\nbenchmarks: [{name: CosineSimilarityBenchmark, blocks: 1}]");
    List<PlannedCell> cosine = PlanFixtures.cells(suite).subList(0, 1);
    ArmExpansion expansion =
        new ArmExpansion(VersusSpec.parse("variant=Q4_0"), PlanFixtures.catalog());

    int pairs = expansion.cells(cosine, 100).get(0).blocks();
    assertEquals(FewestPairs.of(PairBudget.metrics(expansion.cells(cosine, 100))), pairs);
    assertTrue(pairs >= 7 && pairs < 20, "" + pairs);
    assertEquals(4, expansion.cells(cosine, 4).get(0).blocks());
  }

  private List<PlannedCell> withThreads(String spec) {
    Suite suite =
        Suites.parse(
            "test.yaml",
            "name: test\nbenchmarks: [{name: TokenGenerationBenchmark,"
                + " parameters: {threads: [1, all]}}]");
    List<PlannedCell> both =
        PlanFixtures.cells(suite).stream().filter(c -> c.variant().equals("F16")).toList();
    assertEquals(2, both.size());
    return new ArmExpansion(VersusSpec.parse(spec), PlanFixtures.catalog()).cells(both, 8);
  }

  @Test
  void cellsInWhichTheArmsDoNotDifferAndEqualPairsAreLeftOut() {
    List<PlannedCell> one = withThreads("threads=1");
    assertEquals(
        List.of("all", "1"), one.stream().map(c -> c.parameters().get("threads")).toList());
    List<PlannedCell> two = withThreads("threads=1:threads=2");
    assertEquals(List.of("1", "2"), two.stream().map(c -> c.parameters().get("threads")).toList());
    assertEquals(4, withThreads("flashAttention=on").size());
    assertEquals(4, withThreads("threads=1,flashAttention=on").size());
    assertEquals(2, withThreads("threads=1:threads=1,flashAttention=on").size());
    assertEquals(2, withThreads("threads=1:threads=1").size(), "asked for by its words");
    PlanException e = assertThrows(PlanException.class, () -> withThreads("variant=F16"));
    assertTrue(e.getMessage().contains("the arms are the same in all of these cells"), "" + e);
  }

  @Test
  void whatIsFoundOutAboutTheMachineIsPartOfTheTime() {
    Duration tenMinutes = Duration.ofMinutes(10);
    List<PlannedCell> pair = cells("same").subList(0, 2);
    List<PlannedCell> twoThreads = cells("threads=1:threads=2").subList(0, 2);

    int blocks = PairBudget.fitting(pair, cell -> 1, tenMinutes);
    double blockNs = wallTimeNs(pair, 2) - wallTimeNs(pair, 1);
    assertEquals(tenMinutes.toNanos(), wallTimeNs(pair, blocks), 3 * blockNs);

    double canariesNs = wallTimeNs(pair, 11) - wallTimeNs(pair, 10) - blockNs;
    assertTrue(canariesNs > 1e9, canariesNs + " ns after the tenth block");
    double surveyNs = wallTimeNs(pair, 1) - blockNs - canariesNs;
    assertTrue(surveyNs > canariesNs, surveyNs + " ns after the first block");
    assertTrue(wallTimeNs(twoThreads, 1) > wallTimeNs(pair, 1) + 1e9);
  }

  private static double wallTimeNs(List<PlannedCell> cells, int blocks) {
    return PairBudget.wallTimeNs(cells, cell -> 1, blocks);
  }

  @Test
  void aSuiteOfTareHasShorterForks() {
    Suite suite = Suites.parse("quick", Suites.text("quick"));
    SuiteEntry usual = suite.entries().get(2);
    SuiteEntry shorter = suite.withShortForks().entries().get(2);

    assertEquals(usual.warmupIterations(), shorter.warmupIterations());
    assertTrue(shorter.measurementIterations() < usual.measurementIterations());
    assertTrue(shorter.measurementTime().compareTo(usual.measurementTime()) < 0);
    assertEquals(Duration.ofSeconds(1), usual.warmupLimit().orElseThrow());
    assertEquals(Duration.ofMillis(150), shorter.warmupLimit().orElseThrow());
  }
}
