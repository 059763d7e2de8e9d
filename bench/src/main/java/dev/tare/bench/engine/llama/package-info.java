/**
 * GGUF models through llama.cpp: its C API (measured with nothing between), and java-llama.cpp's
 * public API (as an application uses it). Both call the same native library.
 */
package dev.tare.bench.engine.llama;
