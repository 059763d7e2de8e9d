/**
 * What the earlier runs of a machine teach about the next one: at which level each metric is, how
 * far single runs lie from it by chance, and what moves all metrics of a run alike.
 */
package dev.tare.results.experience;
