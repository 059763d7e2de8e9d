/**
 * What became of each metric over the runs of a machine: series of means, the steps and drifts in
 * them. Knows nothing of policies; what a change means is decided by others.
 */
package dev.tare.results.history;
