/**
 * Keeps runs and baselines as files: the run document, the folder of runs, the accepted baselines.
 */
package dev.tare.results.store;
