package dev.tare.bench.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import oshi.hardware.PowerSource;
import oshi.hardware.PowerSource.CapacityUnits;

/** A folder as powercap shows it, since few machines of continuous integration have a meter. */
class EnergyTest {
  private static final long RANGE = 262_143_328_850L;

  @TempDir private Path powercap;

  private void zone(String folder, String name, long microjoules) throws IOException {
    Path zone = Files.createDirectories(powercap.resolve(folder));
    Files.writeString(zone.resolve("name"), name + "\n");
    Files.writeString(zone.resolve("max_energy_range_uj"), RANGE + "\n");
    count(folder, microjoules);
  }

  private void count(String folder, long microjoules) throws IOException {
    Files.writeString(powercap.resolve(folder).resolve("energy_uj"), microjoules + "\n");
  }

  private EnergyMeter meter() {
    Reading<EnergyMeter> found = Powercap.find(powercap);
    assertTrue(found instanceof Reading.Value, found::toString);
    return ((Reading.Value<EnergyMeter>) found).value();
  }

  private String missing() {
    return assertInstanceOf(Reading.Missing.class, Powercap.find(powercap)).reason();
  }

  @Test
  void packagesAndTheirMemoryCountAndTheirPartsAndCopiesDoNot() throws IOException {
    zone("intel-rapl:0", "package-0", 1000);
    zone("intel-rapl:0:0", "core", 500);
    zone("intel-rapl:0:2", "dram", 10);
    zone("intel-rapl:1", "package-1", 2000);
    zone("intel-rapl:2", "psys", 9000);
    zone("intel-rapl-mmio:0", "package-0", 1000);
    EnergyMeter meter = meter();
    assertEquals(new Reading.Value<>(0L), meter.microjoules());
    count("intel-rapl:0", 1100);
    count("intel-rapl:0:0", 590);
    count("intel-rapl:0:2", 17);
    count("intel-rapl:1", 2030);
    count("intel-rapl:2", 9900);
    count("intel-rapl-mmio:0", 1100);
    assertEquals(new Reading.Value<>(137L), meter.microjoules());
    assertTrue(meter.source().startsWith("RAPL package-0 + dram + package-1 "), meter.source());
  }

  @Test
  void thePlatformCountsWhereNoPackageDoes() throws IOException {
    zone("intel-rapl:0", "psys", 5);
    EnergyMeter meter = meter();
    count("intel-rapl:0", 12);
    assertEquals(new Reading.Value<>(7L), meter.microjoules());
  }

  @Test
  void aCounterThatGoesRoundLosesNothing() throws IOException {
    zone("intel-rapl:0", "package-0", RANGE - 40);
    EnergyMeter meter = meter();
    count("intel-rapl:0", 60);
    assertEquals(new Reading.Value<>(100L), meter.microjoules());
    count("intel-rapl:0", 75);
    assertEquals(new Reading.Value<>(115L), meter.microjoules());
    count("intel-rapl:0", 74);
    assertEquals(new Reading.Value<>(114 + RANGE), meter.microjoules());
  }

  @Test
  void aMachineWithoutRaplSaysWhereItWasLookedFor() {
    assertEquals("no RAPL counter under " + powercap, missing());
    assertTrue(
        Powercap.find(powercap.resolve("none")).toString().contains("no RAPL counter under"));
  }

  @Test
  void aCounterThatMayNotBeReadIsNamedWithTheRemedy() throws IOException {
    zone("intel-rapl:0", "package-0", 1);
    Files.delete(powercap.resolve("intel-rapl:0/energy_uj"));
    assertTrue(missing().contains("intel-rapl:0/energy_uj may be read by root only"), missing());
    assertTrue(missing().contains("chmod a+r"), missing());
  }

  @Test
  void aCounterBeyondItsRangeIsNotTrusted() throws IOException {
    zone("intel-rapl:0", "package-0", RANGE + 1);
    assertTrue(missing().contains("where its counter goes round"), missing());
  }

  /** Time passes and energy is used when the test says so. */
  private final class Bench {
    private final AtomicLong ns = new AtomicLong(1_000);
    private final MetricRecorder recorder = new MetricRecorder();
    private final EnergyAccount account =
        new EnergyAccount(() -> Powercap.find(powercap), ns::get, slept -> use(slept, 5));
    private long microjoules = RANGE - 1_000_000;

    Bench() throws IOException {
      zone("intel-rapl:0", "package-0", microjoules);
    }

    void use(long forNs, long watts) {
      ns.addAndGet(forNs);
      microjoules = (microjoules + forNs / 1000 * watts) % RANGE;
      try {
        count("intel-rapl:0", microjoules);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    Map<MetricName, Double> values() {
      return recorder.values();
    }
  }

  @Test
  void whatTheMachineDrawsWhenIdleIsTakenOff() throws IOException {
    Bench bench = new Bench();
    bench.account.plan(TimeUnit.MILLISECONDS.toNanos(200));
    bench.account.beforeOpen();
    bench.use(TimeUnit.SECONDS.toNanos(3), 90);
    bench.account.begin();
    bench.use(TimeUnit.MILLISECONDS.toNanos(200), 65);
    bench.account.end();
    bench.use(TimeUnit.SECONDS.toNanos(1), 90);
    bench.account.report(bench.recorder, MetricName.JOULES_PER_TOKEN, 48);
    assertEquals(5, bench.values().get(MetricName.IDLE_POWER), 1e-9);
    assertEquals(13, bench.values().get(MetricName.ENERGY), 1e-9);
    assertEquals(0.25, bench.values().get(MetricName.JOULES_PER_TOKEN), 1e-9);
  }

  @Test
  void anIterationTooShortForTheMeterHasNoEnergy() throws IOException {
    Bench bench = new Bench();
    bench.account.beforeOpen();
    bench.account.begin();
    bench.use(TimeUnit.MILLISECONDS.toNanos(20), 65);
    bench.account.end();
    bench.account.report(bench.recorder, MetricName.JOULES_PER_IMAGE, 1);
    assertFalse(bench.values().containsKey(MetricName.JOULES_PER_IMAGE));
    String reason = bench.recorder.reasons().get(MetricName.JOULES_PER_IMAGE);
    assertTrue(reason.startsWith("iterations of 20 ms are too short for the meter"), reason);
  }

  @Test
  void nobodyWaitsForAMeterThatThePlannedIterationsAreTooShortFor() throws IOException {
    Bench bench = new Bench();
    bench.account.plan(TimeUnit.MILLISECONDS.toNanos(20));
    bench.account.beforeOpen();
    assertEquals(1_000, bench.ns.get());
    bench.account.report(bench.recorder, MetricName.JOULES_PER_TOKEN, 1);
    assertTrue(bench.recorder.reasons().containsKey(MetricName.IDLE_POWER));
  }

  @Test
  void workThatDrawsNoMoreThanAnIdleMachineHasNoEnergyPerToken() throws IOException {
    Bench bench = new Bench();
    bench.account.beforeOpen();
    bench.account.begin();
    bench.use(TimeUnit.MILLISECONDS.toNanos(200), 4);
    bench.account.end();
    bench.account.report(bench.recorder, MetricName.JOULES_PER_TOKEN, 10);
    assertFalse(bench.values().containsKey(MetricName.JOULES_PER_TOKEN));
    assertEquals(0.8, bench.values().get(MetricName.ENERGY), 1e-9);
  }

  @Test
  void aMachineWithoutAMeterSaysSoInTheMetricsPlace() {
    EnergyAccount account =
        new EnergyAccount(() -> Powercap.find(powercap), System::nanoTime, ns -> {});
    MetricRecorder recorder = new MetricRecorder();
    account.beforeOpen();
    account.begin();
    account.end();
    account.report(recorder, MetricName.JOULES_PER_TOKEN, 10);
    String reason = "no RAPL counter under " + powercap;
    assertEquals(
        Map.of(
            MetricName.JOULES_PER_TOKEN, reason,
            MetricName.ENERGY, reason,
            MetricName.IDLE_POWER, reason),
        recorder.reasons());
  }

  /** What a battery says of itself; the test draws from it. */
  private static final class Charge {
    private int left;
    private double volts = 12.5;

    Charge(int left) {
      this.left = left;
    }

    void draw(int amount, double thenVolts) {
      left -= amount;
      volts = thenVolts;
    }
  }

  private static PowerSource battery(CapacityUnits units, Charge charge, boolean discharging) {
    return (PowerSource)
        Proxy.newProxyInstance(
            PowerSource.class.getClassLoader(),
            new Class<?>[] {PowerSource.class},
            (proxy, method, args) ->
                switch (method.getName()) {
                  case "getCapacityUnits" -> units;
                  case "getCurrentCapacity" -> charge.left;
                  case "getVoltage" -> charge.volts;
                  case "isDischarging" -> discharging;
                  case "isCharging", "isPowerOnLine" -> false;
                  case "updateAttributes" -> true;
                  default -> throw new AssertionError(method.getName());
                });
  }

  private static EnergyMeter meter(PowerSource... sources) {
    Reading<EnergyMeter> found = Battery.of(List.of(sources));
    assertTrue(found instanceof Reading.Value, found::toString);
    return ((Reading.Value<EnergyMeter>) found).value();
  }

  @Test
  void whatABatteryHasGivenIsItsEnergy() {
    Charge wattHours = new Charge(40_000);
    Charge ampereHours = new Charge(3_000);
    EnergyMeter meter =
        meter(
            battery(CapacityUnits.MWH, wattHours, true),
            battery(CapacityUnits.MAH, ampereHours, true));
    wattHours.draw(10, 12.5);
    ampereHours.draw(2, 12.5);
    assertEquals(new Reading.Value<>((10 + 25) * 3_600_000L), meter.microjoules());
    assertEquals(45_000_000, meter.stepMicrojoules());
  }

  @Test
  void ofAFallingVoltageOnlyTheChargeThatWasDrawnIsEnergy() {
    Charge ampereHours = new Charge(3_000);
    EnergyMeter meter = meter(battery(CapacityUnits.MAH, ampereHours, true));
    // 7.2 C at 12.45 V on average, 89.64 J; then 28.8 C at 12.3 V, 354.24 J.
    ampereHours.draw(2, 12.4);
    assertEquals(new Reading.Value<>(89_640_000L), meter.microjoules());
    ampereHours.draw(8, 12.2);
    assertEquals(new Reading.Value<>(443_880_000L), meter.microjoules());
    ampereHours.draw(0, 12.1);
    assertEquals(new Reading.Value<>(443_880_000L), meter.microjoules());

    Charge wattHours = new Charge(40_000);
    EnergyMeter inWattHours = meter(battery(CapacityUnits.MWH, wattHours, true));
    wattHours.draw(10, 11);
    assertEquals(new Reading.Value<>(36_000_000L), inWattHours.microjoules());
  }

  @Test
  void aBatteryThatIsTakenOutTellsNothing() {
    Charge charge = new Charge(3_000);
    EnergyMeter meter = meter(battery(CapacityUnits.MAH, charge, true));
    charge.draw(3_001, -1);
    assertTrue(meter.microjoules().toString().contains("any more"), meter.microjoules().toString());
  }

  @Test
  void aBatteryThatIsNotDrawnFromTellsNothing() {
    EnergyMeter meter = meter(battery(CapacityUnits.MWH, new Charge(40_000), false));
    assertTrue(meter.microjoules().toString().contains("on mains power"));
  }

  @Test
  void theBatteryOfAMouseIsNoMeter() {
    PowerSource mouse = battery(CapacityUnits.RELATIVE, new Charge(80), true);
    assertInstanceOf(Reading.Missing.class, Battery.of(List.of(mouse)));
  }

  @Test
  void thisMachineSaysInOneLineWhatItHas() {
    assertTrue(EnergyMeter.describe().matches("(none: |RAPL |battery ).+"), EnergyMeter.describe());
  }
}
