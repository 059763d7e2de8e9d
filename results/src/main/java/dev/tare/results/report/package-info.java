/** Renders runs and comparisons for readers. The only place with human units and rounding. */
package dev.tare.results.report;
