package dev.tare.bench.doctor;

import dev.tare.bench.engine.EngineException;
import dev.tare.bench.engine.llama.LlamaRuntime;
import dev.tare.bench.machine.KernelFiles;
import dev.tare.fixtures.CacheFolder;
import dev.tare.results.run.Finding;
import java.util.ArrayList;
import java.util.List;
import oshi.SystemInfo;
import oshi.hardware.HardwareAbstractionLayer;

/**
 * Examines the machine for what makes measurements slow, noisy or hard to compare. Each run keeps
 * what was found, see {@code dev.tare.bench.survey}.
 */
public final class Doctor {
  private Doctor() {}

  /**
   * Examines this machine; takes about a second, half of it watching the background load.
   *
   * @return the findings in a fixed order; each name occurs once
   */
  public static List<Finding> examine() {
    KernelFiles files = KernelFiles.ofThisSystem();
    SystemInfo system = new SystemInfo();
    HardwareAbstractionLayer hardware = system.getHardware();
    List<Finding> findings = new ArrayList<>();
    findings.addAll(new ProcessorFindings(files, hardware.getProcessor()).all(kernelFeatures()));
    findings.addAll(new MemoryFindings(files, hardware.getMemory()).all());
    findings.addAll(new SystemFindings(files, system).all(CacheFolder.resolve()));
    return List.copyOf(findings);
  }

  /** What the bundled kernels use; nothing where the library does not load. */
  private static String kernelFeatures() {
    try {
      return LlamaRuntime.systemInfo();
    } catch (EngineException e) {
      return "";
    }
  }
}
