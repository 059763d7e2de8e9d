package dev.tare.bench.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The control groups of this process: its own and, since a limit holds for all groups below it, its
 * parents up to the root as far as they are mounted here; of both versions of the interface. See
 * {@code cgroups(7)} and Documentation/admin-guide/cgroup-v2.rst in the kernel's sources. Forks are
 * in the group of the process that started them.
 *
 * @param files the system's
 */
public record ControlGroups(KernelFiles files) {
  private static final String OWN = "proc/self/cgroup";
  private static final String MOUNT = "sys/fs/cgroup";

  /** Hybrid systems mount version 2 aside. */
  private static final List<String> UNIFIED = List.of(MOUNT, MOUNT + "/unified");

  /** What version 1 shows where there is no limit is a number just below 2^63. */
  private static final long NO_LIMIT = 1L << 60;

  private static final long USUAL_PERIOD_US = 100_000;
  private static final long NS_PER_US = 1000;

  /** Whether the system tells in what groups this process is. */
  public boolean areTold() {
    return files.text(OWN).isPresent();
  }

  /** The least memory limit, bytes; empty when there is none. */
  public OptionalLong memoryLimitBytes() {
    return Stream.concat(
            numbers(unified(), "memory.max"),
            numbers(ofController("memory"), "memory.limit_in_bytes"))
        .mapToLong(Long::longValue)
        .filter(limit -> limit < NO_LIMIT)
        .min();
  }

  /** The least share of processor time, cores; empty when there is no limit. */
  public OptionalDouble cpuLimitCores() {
    return Stream.concat(
            unified().stream().map(this::unifiedQuota),
            ofController("cpu").stream().map(this::quota))
        .flatMap(Optional::stream)
        .mapToDouble(Double::doubleValue)
        .min();
  }

  /**
   * How long processor limits have stopped threads of these groups, ns since the groups were made;
   * a stop counts once for each processor that it met. Empty when no group has such a counter.
   */
  public OptionalLong throttledNs() {
    List<Long> told =
        Stream.concat(
                fields(unified(), "throttled_usec").map(us -> us * NS_PER_US),
                fields(ofController("cpu"), "throttled_time"))
            .toList();
    return told.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(told.stream().mapToLong(Long::longValue).sum());
  }

  private Stream<Long> numbers(List<String> folders, String file) {
    return told(folders, folder -> files.number(folder + "/" + file));
  }

  private Stream<Long> fields(List<String> folders, String name) {
    return told(folders, folder -> files.field(folder + "/cpu.stat", name));
  }

  private static Stream<Long> told(List<String> folders, Function<String, OptionalLong> read) {
    return folders.stream().map(read).flatMap(number -> number.stream().boxed());
  }

  /** {@code 150000 100000}, or {@code max 100000} where there is no limit. */
  private Optional<Double> unifiedQuota(String folder) {
    String[] words = files.text(folder + "/cpu.max").orElse("max").split("\\s+");
    OptionalLong quota = KernelFiles.parsed(words[0]);
    return quota.isPresent() && words.length > 1
        ? ratio(quota.getAsLong(), KernelFiles.parsed(words[1]))
        : Optional.empty();
  }

  /** The quota is -1 where there is no limit. */
  private Optional<Double> quota(String folder) {
    long quota = files.number(folder + "/cpu.cfs_quota_us").orElse(-1);
    return ratio(quota, files.number(folder + "/cpu.cfs_period_us"));
  }

  private static Optional<Double> ratio(long quotaUs, OptionalLong periodUs) {
    long period = periodUs.orElse(USUAL_PERIOD_US);
    return quotaUs > 0 && period > 0 ? Optional.of((double) quotaUs / period) : Optional.empty();
  }

  private List<String> unified() {
    String own = path("");
    return UNIFIED.stream().flatMap(mount -> upwards(mount, own).stream()).toList();
  }

  private List<String> ofController(String controller) {
    return upwards(MOUNT + "/" + controller, path(controller));
  }

  /** Lines are {@code ID:CONTROLLERS:PATH}; version 2 has no controllers. */
  private String path(String controller) {
    return files
        .text(OWN)
        .flatMap(
            text ->
                text.lines()
                    .map(line -> line.split(":", 3))
                    .filter(parts -> parts.length == 3)
                    .filter(parts -> List.of(parts[1].split(",")).contains(controller))
                    .map(parts -> parts[2])
                    .findFirst())
        .orElse("/");
  }

  /**
   * Own group first. In a container the path may be that of the host, or lead out of what is
   * mounted; what is mounted then is the container's own group.
   */
  private static List<String> upwards(String mount, String path) {
    List<String> folders = new ArrayList<>();
    String group = path.startsWith("/") && !path.contains("..") ? path : "/";
    while (group.length() > 1) {
      folders.add(mount + group);
      group = group.substring(0, group.lastIndexOf('/'));
    }
    folders.add(mount);
    return folders;
  }
}
