/**
 * What is found out about the machine between two blocks of a run, in a process of its own: how
 * fast it is, what spoils measurements, and how much the models ask of it.
 */
package dev.tare.bench.survey;
