/** How well the cells of a run document are known, and whether that is well enough. */
package dev.tare.results.precision;
