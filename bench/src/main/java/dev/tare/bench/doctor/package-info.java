/** What about this machine makes measurements slow, noisy or hard to compare, and the remedy. */
package dev.tare.bench.doctor;
