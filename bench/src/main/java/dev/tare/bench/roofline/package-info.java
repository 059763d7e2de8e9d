/**
 * The two limits of a machine that inference runs into: how fast memory can be read, and how many
 * multiply-adds its cores do.
 *
 * <p>The model is the roofline of Williams, Waterman and Patterson ("Roofline: an insightful visual
 * performance model", CACM 52(4), 2009) in its plainest form: work that touches {@code b} bytes and
 * does {@code f} operations takes at least {@code max(b / bandwidth, f / throughput)}. Decoding one
 * token touches every weight once and is held by the first, prefill and images by the second.
 */
package dev.tare.bench.roofline;
