/**
 * What a benchmark needs of an inference engine, apart from any one engine: open a model, feed it,
 * read its answer. Implementations stand in the sub-packages; all of them fail with {@link
 * dev.tare.bench.engine.EngineException}.
 */
package dev.tare.bench.engine;
