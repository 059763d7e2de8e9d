/** What a forked JVM owes to the driver that started it; depends on nothing else of Tare. */
package dev.tare.bench.fork;
