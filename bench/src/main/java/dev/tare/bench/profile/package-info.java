/**
 * What is measured beside time: memory, faults, context switches and latency histograms of a fork,
 * and how they reach JMH's results.
 */
package dev.tare.bench.profile;
