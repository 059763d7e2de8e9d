/**
 * Small-sample statistics over block means: estimates with intervals, and tests over many metrics.
 */
package dev.tare.results.stats;
