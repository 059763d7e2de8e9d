package dev.tare.bench.profile;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What an iteration's work has cost in energy, above what the machine draws when idle. The idle
 * power is measured in each fork, before its model is opened, and given; it stands for everything
 * that would have run anyway, and assumes that it went on at the same pace.
 */
public final class EnergyAccount {
  /** Six times the finest meter's shortest stretch, so that the baseline adds little noise. */
  private static final long SHORTEST_IDLE_NS = TimeUnit.MILLISECONDS.toNanos(300);

  /** Of the meter's steps, so that the two ends of a stretch are told to 5 %. */
  private static final long FEWEST_STEPS = 20;

  private static final double MICRO = 1e-6;
  private static final double NANO = 1e-9;

  private final Supplier<Reading<EnergyMeter>> find;
  private final LongSupplier nanoTime;
  private final LongConsumer sleepNs;
  private Reading<EnergyMeter> meter = new Reading.Missing<>("no energy meter was looked for");
  private Reading<Double> idleWatts = new Reading.Missing<>("the idle power was not measured");
  private Reading<Moment> begun = new Reading.Missing<>("no work was begun");
  private Reading<Stretch> worked = new Reading.Missing<>("no work was ended");
  private long plannedNs = Long.MAX_VALUE;
  private boolean found;

  private record Moment(long microjoules, long ns) {}

  private record Stretch(long microjoules, long ns) {
    double joules() {
      return microjoules * MICRO;
    }

    double seconds() {
      return ns * NANO;
    }
  }

  /** Uses this machine's meter. */
  public EnergyAccount() {
    this(EnergyMeter::find, System::nanoTime, EnergyAccount::sleep);
  }

  EnergyAccount(Supplier<Reading<EnergyMeter>> find, LongSupplier nanoTime, LongConsumer sleepNs) {
    this.find = find;
    this.nanoTime = nanoTime;
    this.sleepNs = sleepNs;
  }

  /**
   * Says how long iterations will be, so that nothing waits for a meter that is too slow for them.
   *
   * @param ns more than 0
   */
  void plan(long ns) {
    plannedNs = ns;
  }

  /** Looks for a meter and, once, watches the idle machine; call it before the model is opened. */
  public void beforeOpen() {
    if (found) {
      return;
    }
    found = true;
    meter = find.get();
    if (meter instanceof Reading.Value<EnergyMeter> present) {
      idleWatts = idleWatts(present.value());
    }
  }

  private Reading<Double> idleWatts(EnergyMeter present) {
    if (plannedNs < present.shortestNs()) {
      return tooShort(present, plannedNs);
    }
    Reading<Moment> start = now();
    sleepNs.accept(Math.max(SHORTEST_IDLE_NS, present.shortestNs()));
    return since(start).map(stretch -> stretch.joules() / stretch.seconds());
  }

  private static <T> Reading<T> tooShort(EnergyMeter meter, long ns) {
    return new Reading.Missing<>(
        "iterations of "
            + TimeUnit.NANOSECONDS.toMillis(ns)
            + " ms are too short for the meter, which needs "
            + TimeUnit.NANOSECONDS.toMillis(meter.shortestNs())
            + " ms ("
            + meter.source()
            + ")");
  }

  /** Begins a stretch of work. */
  void begin() {
    begun = now();
  }

  /** Ends the stretch. */
  void end() {
    worked = since(begun);
  }

  private Reading<Moment> now() {
    if (!(meter instanceof Reading.Value<EnergyMeter> present)) {
      return new Reading.Missing<>(((Reading.Missing<EnergyMeter>) meter).reason());
    }
    return present.value().microjoules().map(used -> new Moment(used, nanoTime.getAsLong()));
  }

  private Reading<Stretch> since(Reading<Moment> start) {
    if (!(start instanceof Reading.Value<Moment> before)) {
      return new Reading.Missing<>(((Reading.Missing<Moment>) start).reason());
    }
    return now()
        .map(
            after ->
                new Stretch(
                    after.microjoules() - before.value().microjoules(),
                    after.ns() - before.value().ns()));
  }

  /**
   * Records what the last stretch cost; without a meter, why nothing of it is known.
   *
   * @param recorder takes it
   * @param perUnit energy per unit of work, above the idle power
   * @param units how many units were worked off
   */
  public void report(MetricRecorder recorder, MetricName perUnit, long units) {
    if (!(meter instanceof Reading.Value<EnergyMeter> present)) {
      String reason = ((Reading.Missing<EnergyMeter>) meter).reason();
      List.of(MetricName.IDLE_POWER, MetricName.ENERGY, perUnit)
          .forEach(name -> recorder.missing(name, reason));
      return;
    }
    Reading<Stretch> told = told(present.value());
    recorder.record(MetricName.IDLE_POWER, idleWatts);
    recorder.record(MetricName.ENERGY, told.map(Stretch::joules));
    recorder.record(perUnit, perUnit(told, units));
  }

  /** The last stretch, when the meter can tell one as short and cheap as this. */
  private Reading<Stretch> told(EnergyMeter present) {
    if (!(worked instanceof Reading.Value<Stretch> stretch)) {
      return worked;
    }
    if (stretch.value().ns() < present.shortestNs()
        || stretch.value().microjoules() < FEWEST_STEPS * present.stepMicrojoules()) {
      return tooShort(present, stretch.value().ns());
    }
    return worked;
  }

  private Reading<Double> perUnit(Reading<Stretch> told, long units) {
    if (!(idleWatts instanceof Reading.Value<Double> idle)) {
      return idleWatts;
    }
    if (!(told instanceof Reading.Value<Stretch> stretch)) {
      return told.map(Stretch::joules);
    }
    double idleJoules = idle.value() * stretch.value().seconds();
    double joules = stretch.value().joules() - idleJoules;
    return joules > 0 && units > 0
        ? new Reading.Value<>(joules / units)
        : new Reading.Missing<>("the work drew no more power than the idle machine before it");
  }

  private static void sleep(long ns) {
    try {
      TimeUnit.NANOSECONDS.sleep(ns);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
