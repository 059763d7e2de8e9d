/** Reads a policy that a project writes: what counts as a change, and what must hold. */
package dev.tare.results.policy;
