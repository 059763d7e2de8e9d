/**
 * Says what changed between two runs of one machine, and how sure that is. The only place that
 * does.
 */
package dev.tare.results.verdict;
