package dev.tare.bench.doctor;

import dev.tare.bench.machine.KernelFiles;
import dev.tare.results.run.Finding;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether this is a virtual machine. x86 processors tell it themselves, by a flag that hypervisors
 * set; elsewhere the firmware's tables and its device tree are all there is.
 */
final class Virtualisation {
  private static final String NAME = "virtualisation";
  private static final String DMI = "sys/class/dmi/id/";
  private static final String TREE = "proc/device-tree";

  /** In lower case, as parts of vendors' and products' names. */
  private static final List<String> VIRTUAL =
      List.of(
          "qemu",
          "kvm",
          "bochs",
          "xen",
          "vmware",
          "virtualbox",
          "innotek",
          "parallels",
          "virtual machine",
          "virtualization",
          "amazon ec2",
          "google compute engine",
          "alibaba cloud",
          "openstack",
          "digitalocean",
          "vserver");

  /** Machines of a cloud that are rented whole: {@code Amazon EC2 m7g.metal}. */
  private static final String WHOLE = ".metal";

  private Virtualisation() {}

  static Finding finding(KernelFiles files) {
    Optional<String> flags =
        files.text("proc/cpuinfo").stream()
            .flatMap(String::lines)
            .filter(line -> line.matches("flags\\s*:.*"))
            .findFirst();
    if (flags.isPresent()) {
      return flags.get().matches(".*\\bhypervisor\\b.*") ? guest("a virtual machine") : none();
    }
    return byTree(files)
        .or(() -> byFirmware(files))
        .orElseGet(() -> Finding.unknown(NAME, "the system does not tell"));
  }

  /** Xen and KVM put a node there; QEMU's board of ARM is known by its name. */
  private static Optional<Finding> byTree(KernelFiles files) {
    boolean node = !files.names(TREE + "/hypervisor").isEmpty();
    boolean board = files.text(TREE + "/compatible").orElse("").contains("dummy-virt");
    return node || board ? Optional.of(guest("a virtual machine")) : Optional.empty();
  }

  private static Optional<Finding> byFirmware(KernelFiles files) {
    String vendor = files.text(DMI + "sys_vendor").orElse("");
    String product = files.text(DMI + "product_name").orElse("");
    String names = (vendor + " " + product).strip();
    if (names.isEmpty()) {
      return Optional.empty();
    }
    String words = names.toLowerCase(Locale.ROOT);
    boolean virtual = VIRTUAL.stream().anyMatch(words::contains) && !words.contains(WHOLE);
    return Optional.of(virtual ? guest("a virtual machine (" + names + ")") : none());
  }

  private static Finding none() {
    return Finding.good(NAME, "none seen");
  }

  private static Finding guest(String value) {
    return Finding.note(
        NAME,
        value,
        "neighbours share caches, memory bandwidth and turbo; runs differ from hour to hour",
        "compare within one run or with --blocks 5 and more, or measure on metal");
  }
}
