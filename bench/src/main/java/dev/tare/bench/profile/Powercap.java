package dev.tare.bench.profile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * RAPL's counters as Linux' powercap shows them (Documentation/power/powercap in the kernel's
 * sources): the processor packages, and the memory beside them where it is counted. Cores and
 * graphics are parts of a package and not added again; the whole platform ({@code psys}) counts
 * where no package does. AMD's processors are told under the same names.
 */
final class Powercap implements EnergyMeter {
  /** Subzones have a second number; {@code intel-rapl-mmio} shows the packages once more. */
  private static final String ZONES = "intel-rapl:*";

  /** RAPL counts about every millisecond (Intel SDM vol. 3B, 16.10.3): 2 % of this. */
  private static final long SHORTEST_NS = TimeUnit.MILLISECONDS.toNanos(50);

  private final List<Zone> zones;

  private Powercap(List<Zone> zones) {
    this.zones = zones;
  }

  static Reading<EnergyMeter> find(Path root) {
    List<Zone> all = zones(root);
    List<Zone> counted =
        all.stream().filter(zone -> zone.is("package") || zone.is("dram")).toList();
    if (counted.stream().noneMatch(zone -> zone.is("package"))) {
      counted = all.stream().filter(zone -> zone.is("psys")).toList();
    }
    if (counted.isEmpty()) {
      return new Reading.Missing<>("no RAPL counter under " + root);
    }
    for (Zone zone : counted) {
      Optional<String> problem = zone.start();
      if (problem.isPresent()) {
        return new Reading.Missing<>(problem.get());
      }
    }
    return new Reading.Value<>(new Powercap(counted));
  }

  private static List<Zone> zones(Path root) {
    List<Zone> zones = new ArrayList<>();
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(root, ZONES)) {
      for (Path folder : folders) {
        text(folder.resolve("name")).ifPresent(name -> zones.add(new Zone(folder, name)));
      }
    } catch (IOException e) {
      return List.of();
    }
    zones.sort((a, b) -> a.folder.compareTo(b.folder));
    return zones;
  }

  @Override
  public String source() {
    return "RAPL "
        + zones.stream().map(zone -> zone.name).collect(Collectors.joining(" + "))
        + " through powercap, counted about every 1 ms, read before and after each iteration";
  }

  @Override
  public long shortestNs() {
    return SHORTEST_NS;
  }

  @Override
  public long stepMicrojoules() {
    return 1;
  }

  @Override
  public Reading<Long> microjoules() {
    long sum = 0;
    for (Zone zone : zones) {
      Optional<Long> used = zone.used();
      if (used.isEmpty()) {
        return new Reading.Missing<>(zone.counter() + " cannot be read any more");
      }
      sum += used.get();
    }
    return new Reading.Value<>(sum);
  }

  private static Optional<String> text(Path file) {
    try (var in = Files.newInputStream(file)) {
      return Optional.of(new String(in.readNBytes(64), StandardCharsets.US_ASCII).strip());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** One counter, which starts again from 0 when it has reached its range. */
  private static final class Zone {
    private final Path folder;
    private final String name;
    private long rangeMicrojoules;
    private long last;
    private long used;

    Zone(Path folder, String name) {
      this.folder = folder;
      this.name = name;
    }

    boolean is(String kind) {
      return name.equals(kind) || name.startsWith(kind + "-");
    }

    Path counter() {
      return folder.resolve("energy_uj");
    }

    /** Why it cannot be used; empty when it can. */
    Optional<String> start() {
      Optional<Long> range = number(folder.resolve("max_energy_range_uj"));
      Optional<Long> first = number(counter());
      if (first.isEmpty()) {
        return Optional.of(
            counter() + " may be read by root only: run as root, or sudo chmod a+r " + counter());
      }
      if (range.isEmpty() || range.get() < first.get()) {
        return Optional.of(folder + " does not tell where its counter goes round");
      }
      rangeMicrojoules = range.get();
      last = first.get();
      return Optional.empty();
    }

    Optional<Long> used() {
      Optional<Long> now = number(counter());
      if (now.isEmpty()) {
        return now;
      }
      long since = now.get() - last;
      used += since < 0 ? since + rangeMicrojoules : since;
      last = now.get();
      return Optional.of(used);
    }

    private static Optional<Long> number(Path file) {
      return text(file).filter(text -> text.matches("\\d{1,18}")).map(Long::valueOf);
    }
  }
}
