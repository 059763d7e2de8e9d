/**
 * The page cache before a load: a model's files dropped from it or read into it, and what is there
 * counted. Linux only.
 */
package dev.tare.bench.residency;
