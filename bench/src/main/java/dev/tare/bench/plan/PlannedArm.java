package dev.tare.bench.plan;

import dev.tare.results.run.CellArm;

/**
 * To which arm a planned cell belongs.
 *
 * @param cell the arm's name and what it shares with the other arm's cell
 * @param settings what the arm sets differently
 */
public record PlannedArm(CellArm cell, ArmSettings settings) {}
