/**
 * Documents on disk: read with the place of every error, written in a stable form, replaced whole.
 */
package dev.tare.results.document;
