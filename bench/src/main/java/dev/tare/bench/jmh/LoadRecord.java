package dev.tare.bench.jmh;

import dev.tare.bench.engine.LoadPhases;
import dev.tare.bench.profile.MetricName;
import dev.tare.bench.profile.MetricRecorder;
import dev.tare.bench.profile.Reading;
import dev.tare.bench.residency.CacheState;
import dev.tare.bench.residency.DiskReads;
import java.util.List;
import java.util.OptionalLong;

/** What one load took. Times of a load that did not begin as it should are not published. */
final class LoadRecord {
  private static final List<MetricName> TIMES =
      List.of(
          MetricName.LOAD_TIME,
          MetricName.LOAD_MODEL,
          MetricName.LOAD_MAP,
          MetricName.LOAD_TENSORS,
          MetricName.LOAD_CONTEXT,
          MetricName.FIRST_INFERENCE);
  private static final String ONE_PHASE = "the engine does not tell mapping from building tensors";

  private final CacheState.Prepared prepared;
  private Reading<Long> readBefore = new Reading.Missing<>("the load did not begin");
  private Reading<Long> readBytes = readBefore;
  private LoadPhases phases = new LoadPhases(0, 0);
  private long firstInferenceNs;

  LoadRecord(CacheState.Prepared prepared) {
    this.prepared = prepared;
  }

  void begin() {
    readBefore = DiskReads.bytes();
  }

  void loaded(LoadPhases measured) {
    phases = measured;
    readBytes =
        readBefore instanceof Reading.Value<Long> before
            ? DiskReads.bytes().map(after -> after - before.value())
            : readBefore;
  }

  void answered(long elapsedNs) {
    firstInferenceNs = elapsedNs;
  }

  void publish(MetricRecorder recorder) {
    recorder.record(MetricName.RESIDENT_SHARE, prepared.residentShare());
    recorder.record(MetricName.LOAD_READ, readBytes);
    if (prepared.problem().isPresent()) {
      TIMES.forEach(name -> recorder.missing(name, prepared.problem().get()));
      return;
    }
    recorder.record(MetricName.LOAD_TIME, phases.totalNs());
    recorder.record(MetricName.LOAD_MODEL, phases.modelNs());
    record(recorder, MetricName.LOAD_MAP, phases.mapNs());
    record(recorder, MetricName.LOAD_TENSORS, phases.tensorsNs());
    recorder.record(MetricName.LOAD_CONTEXT, phases.contextNs());
    recorder.record(MetricName.FIRST_INFERENCE, firstInferenceNs);
  }

  private static void record(MetricRecorder recorder, MetricName name, OptionalLong ns) {
    if (ns.isPresent()) {
      recorder.record(name, ns.getAsLong());
    } else {
      recorder.missing(name, ONE_PHASE);
    }
  }
}
