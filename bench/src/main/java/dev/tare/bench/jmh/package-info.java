/**
 * The JMH benchmarks. Each runs under plain JMH; add {@code -prof
 * dev.tare.bench.profile.TareProfiler} for everything beside JMH's own score.
 */
package dev.tare.bench.jmh;
