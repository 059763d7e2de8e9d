package dev.tare.bench.plan;

/**
 * The place of one fork in the run.
 *
 * @param block index of the block, from 0
 * @param order position in the block, from 0
 * @param cell what runs there
 */
public record Slot(int block, int order, PlannedCell cell) {}
