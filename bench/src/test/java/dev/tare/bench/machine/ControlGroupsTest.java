package dev.tare.bench.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlGroupsTest {
  @TempDir private Path root;
  private FakeSystem system;
  private ControlGroups groups;

  @BeforeEach
  void fake() {
    system = new FakeSystem(root);
    groups = new ControlGroups(system.files());
  }

  @Test
  void aSystemWithoutGroupsLimitsNothing() {
    assertFalse(groups.areTold());
    assertEquals(OptionalLong.empty(), groups.memoryLimitBytes());
    assertEquals(OptionalDouble.empty(), groups.cpuLimitCores());
    assertEquals(OptionalLong.empty(), groups.throttledNs());
  }

  @Test
  void theLeastLimitOfTheOwnGroupAndItsParentsHolds() throws IOException {
    system.put("proc/self/cgroup", "0::/user.slice/job/fork");
    system.put("sys/fs/cgroup/user.slice/job/fork/memory.max", "max");
    system.put("sys/fs/cgroup/user.slice/job/memory.max", "2000");
    system.put("sys/fs/cgroup/user.slice/memory.max", "3000");
    system.put("sys/fs/cgroup/other/memory.max", "1000");
    system.put("sys/fs/cgroup/user.slice/job/fork/cpu.max", "400000 100000");
    system.put("sys/fs/cgroup/user.slice/job/cpu.max", "max 100000");
    system.put("sys/fs/cgroup/user.slice/cpu.max", "75000 50000");

    assertTrue(groups.areTold());
    assertEquals(OptionalLong.of(2000), groups.memoryLimitBytes());
    assertEquals(OptionalDouble.of(1.5), groups.cpuLimitCores());
  }

  @Test
  void versionOneIsReadWhereEachControllerIsMounted() throws IOException {
    system.put("proc/self/cgroup", "4:memory:/a/b\n3:cpu,cpuacct:/c\n0::/");
    system.put("sys/fs/cgroup/memory/a/b/memory.limit_in_bytes", "9223372036854771712");
    system.put("sys/fs/cgroup/memory/a/memory.limit_in_bytes", "5000");
    system.put("sys/fs/cgroup/cpu/cpu.cfs_quota_us", "-1");
    system.put("sys/fs/cgroup/cpu/c/cpu.cfs_quota_us", "50000");
    system.put("sys/fs/cgroup/cpu/c/cpu.cfs_period_us", "100000");
    system.put("sys/fs/cgroup/cpu/c/cpu.stat", "nr_periods 3\nthrottled_time 77");

    assertEquals(OptionalLong.of(5000), groups.memoryLimitBytes());
    assertEquals(OptionalDouble.of(0.5), groups.cpuLimitCores());
    assertEquals(OptionalLong.of(77), groups.throttledNs());
  }

  @Test
  void stopsByTheOwnLimitAndByThoseAboveAddUp() throws IOException {
    system.put("proc/self/cgroup", "0::/job/fork");
    system.put("sys/fs/cgroup/cpu.stat", "usage_usec 5");
    system.put("sys/fs/cgroup/job/cpu.stat", "usage_usec 5\nthrottled_usec 30");
    system.put("sys/fs/cgroup/job/fork/cpu.stat", "usage_usec 5\nthrottled_usec 12");
    assertEquals(OptionalLong.of(42_000), groups.throttledNs());
  }

  /** In a container the path can be the host's; what is mounted is the container's group. */
  @Test
  void aPathThatIsNotMountedLeavesTheRoot() throws IOException {
    system.put("proc/self/cgroup", "0::/../docker/abc");
    system.put("sys/fs/cgroup/memory.max", "4000");
    assertEquals(OptionalLong.of(4000), groups.memoryLimitBytes());
  }
}
