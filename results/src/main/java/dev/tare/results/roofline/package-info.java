/**
 * What share of the possible a cell reached, and whether the machine stayed the same, from the run
 * document alone.
 *
 * <p>The model is the roofline of Williams, Waterman and Patterson ("Roofline: an insightful visual
 * performance model", CACM 52(4), 2009): work that touches {@code b} bytes and does {@code f}
 * operations takes at least {@code b / bandwidth} and at least {@code f / throughput}. Decoding a
 * token touches every weight once and is compared with the first, prefill and images use each
 * weight many times and are compared with the second.
 */
package dev.tare.results.roofline;
