/** ONNX models through ONNX Runtime's Java API, and how a picture becomes their input. */
package dev.tare.bench.engine.onnx;
