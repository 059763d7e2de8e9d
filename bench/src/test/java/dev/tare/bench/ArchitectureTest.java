package dev.tare.bench;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;

/** The arrows between the rooms, and what no room may do. */
@AnalyzeClasses(
    packages = "dev.tare",
    importOptions = {
      ImportOption.DoNotIncludeTests.class,
      ArchitectureTest.NoGenerated.class,
      ArchitectureTest.NoTestJars.class
    })
class ArchitectureTest {
  /** JMH generates stubs that are not ours to shape. */
  static final class NoGenerated implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("jmh_generated");
    }
  }

  /** The tests of another module may be on the class path as a jar. */
  static final class NoTestJars implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("-tests.jar");
    }
  }

  @ArchTest
  static final ArchRule FIXTURES_KNOW_NEITHER_RUNS_NOR_JMH =
      noClasses()
          .that()
          .resideInAPackage("dev.tare.fixtures..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.tare.bench..", "dev.tare.results..", "org.openjdk.jmh..");

  @ArchTest
  static final ArchRule RESULTS_KNOW_NEITHER_ENGINES_NOR_MODELS =
      noClasses()
          .that()
          .resideInAPackage("dev.tare.results..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.tare.bench..",
              "dev.tare.fixtures..",
              "de.kherud..",
              "ai.onnxruntime..",
              "com.sun.jna..",
              "org.openjdk.jmh..");

  @ArchTest
  static final ArchRule MEASURING_DOES_NOT_KNOW_HOW_A_VERDICT_IS_REACHED =
      noClasses()
          .that()
          .resideInAPackage("dev.tare.bench..")
          .and()
          .resideOutsideOfPackage("dev.tare.bench.cli..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.tare.results.verdict..",
              "dev.tare.results.stats..",
              "dev.tare.results.report..");

  @ArchTest
  static final ArchRule NOBODY_IMPORTS_THE_COMMAND_LINE =
      noClasses()
          .that()
          .resideOutsideOfPackages("dev.tare.bench.cli..", "dev.tare.results.cli..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.tare.bench.cli..", "dev.tare.results.cli..", "picocli..");

  @ArchTest
  static final ArchRule PACKAGES_FORM_NO_CYCLES =
      slices().matching("dev.tare.(*).(**)").should().beFreeOfCycles();

  @ArchTest
  static void nothingPrintsOutsideTheCommandLine(JavaClasses classes) {
    noClasses()
        .that()
        .resideOutsideOfPackage("..cli..")
        // Reasons reach the driver through the fork's output, as JMH's own profilers' lines do,
        // and JMH forwards that output to the driver's own streams, which must not reach the user.
        .and()
        .doNotHaveSimpleName("TareProfiler")
        .and()
        .doNotHaveSimpleName("StandardStreams")
        .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS)
        .check(classes);
  }
}
