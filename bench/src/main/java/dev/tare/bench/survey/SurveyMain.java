package dev.tare.bench.survey;

import dev.tare.bench.doctor.Doctor;
import dev.tare.bench.engine.NativeLog;
import dev.tare.bench.fork.DriverWatch;
import dev.tare.bench.roofline.Rounds;
import dev.tare.fixtures.catalog.Catalog;
import dev.tare.results.run.Absent;
import dev.tare.results.run.Finding;
import dev.tare.results.run.ModelWork;
import dev.tare.results.run.Roofline;
import dev.tare.results.run.Survey;
import dev.tare.results.store.SurveyFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The process that makes a survey. */
public final class SurveyMain {
  private SurveyMain() {}

  /**
   * Makes a survey and writes it to a file.
   *
   * @param args the file, then a {@link SurveyRequest}'s arguments
   */
  public static void main(String[] args) {
    DriverWatch.arm();
    List<String> arguments = Arrays.asList(args);
    NativeLog.redirect();
    SurveyRequest request = SurveyRequest.of(arguments.subList(1, arguments.size()));
    SurveyFile.write(survey(request, Rounds.STANDARD), Path.of(args[0]));
    // Threads of native libraries must not keep the next block waiting.
    DriverWatch.release();
    Runtime.getRuntime().halt(0);
  }

  static Survey survey(SurveyRequest request, Rounds rounds) {
    // First, while nothing of this process loads the machine.
    List<Finding> findings = request.whole() ? Doctor.examine() : List.of();
    LimitMeter meter = new LimitMeter(request.block(), rounds);
    for (int threads : request.whole() ? request.threads() : List.of(request.mostThreads())) {
      meter.canaries(threads);
      if (request.whole()) {
        meter.others(threads);
      }
    }
    List<ModelWork> work = new ArrayList<>();
    List<Absent> absent = new ArrayList<>(meter.absent());
    // Without models to count there is no need to look for any.
    if (request.whole() && !request.models().isEmpty()) {
      WorkCounter counter = new WorkCounter(Catalog.fromSystemProperties(), request.mostThreads());
      request.models().forEach(counter::count);
      work.addAll(counter.work());
      absent.addAll(counter.absent());
    }
    return new Survey(findings, new Roofline(meter.limits(), work, absent));
  }
}
