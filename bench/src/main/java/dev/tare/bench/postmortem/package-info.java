/** Where a forked process stands that is about to be killed: Java, native and kernel stacks. */
package dev.tare.bench.postmortem;
