/** The commands over runs and baselines. The only place that prints. */
package dev.tare.results.cli;
