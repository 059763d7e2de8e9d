package dev.tare.results.policy;

import dev.tare.results.document.UnreadableDocumentException;
import dev.tare.results.verdict.Policy;
import java.nio.file.Path;

/**
 * A policy as a project keeps it, in YAML ({@code policy-1.schema.json}). What it does not say is
 * as {@link Policy#standard} says it; its rules are tried before the standard ones.
 */
public final class PolicyFile {
  /** The name under which it is found beside the folder of results. */
  public static final String NAME = "tare-policy.yaml";

  private PolicyFile() {}

  /**
   * Reads a policy.
   *
   * @param file the file, 1 MiB at most
   * @throws UnreadableDocumentException when it cannot be read, or with everything that is wrong
   *     with it in one line, each problem with its line and key
   */
  public static Policy read(Path file) {
    Problems problems = new Problems();
    Path name = file.getFileName();
    YamlValue root = YamlTree.read(file);
    Policy policy =
        new PolicyReader(problems).read(root, name == null ? file.toString() : name.toString());
    problems.throwIfAny(file);
    return policy;
  }
}
