/**
 * Runs from files of any known format: Tare's own documents, results of JMH, results of
 * llama-bench. Files of others name no machine; it comes from the command or from a file beside
 * them.
 */
package dev.tare.results.input;
