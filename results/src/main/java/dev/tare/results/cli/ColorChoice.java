package dev.tare.results.cli;

/** When to use colour. */
public enum ColorChoice {
  /** On a terminal, unless {@code NO_COLOR} is set. */
  AUTO,
  /** Always. */
  ALWAYS,
  /** Never. */
  NEVER
}
