/** Fidelity: what a variant's answers are worth, measured against its family's reference. */
package dev.tare.bench.quality;
