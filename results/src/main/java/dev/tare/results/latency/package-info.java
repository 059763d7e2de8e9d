/**
 * Latencies of single operations: histograms that a document keeps, and the percentiles that may be
 * read from them.
 */
package dev.tare.results.latency;
