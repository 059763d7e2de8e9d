package dev.tare.bench.engine.llama;

import com.sun.jna.Callback;
import com.sun.jna.Pointer;

/**
 * The part of llama.cpp's C API (b4916, {@code llama.h}) that Tare calls, mapped directly: the
 * names are the library's. Pointers to opaque objects are {@code long}.
 */
final class LlamaApi {
  private LlamaApi() {}

  /** {@code ggml_log_callback}: level, text, user data. */
  interface LogCallback extends Callback {
    /** Receives a piece of a log line. */
    void invoke(int level, Pointer text, Pointer userData);
  }

  static native void llama_log_set(LogCallback callback, Pointer userData);

  static native void llama_backend_init();

  static native ModelParams llama_model_default_params();

  static native ContextParams llama_context_default_params();

  static native long llama_model_load_from_file(byte[] path, ModelParams params);

  static native void llama_model_free(long model);

  static native long llama_init_from_model(long model, ContextParams params);

  static native void llama_free(long context);

  static native int llama_n_ctx(long context);

  static native long llama_model_get_vocab(long model);

  static native int llama_vocab_n_tokens(long vocab);

  static native int llama_vocab_type(long vocab);

  static native int llama_model_n_embd(long model);

  static native int llama_tokenize(
      long vocab,
      byte[] text,
      int textLength,
      int[] tokens,
      int maxTokens,
      byte addSpecial,
      byte parseSpecial);

  static native int llama_decode(long context, Batch batch);

  static native long llama_get_logits_ith(long context, int index);

  static native long llama_get_embeddings(long context);

  static native void llama_kv_self_clear(long context);

  static native byte llama_kv_self_seq_rm(long context, int sequence, int from, int to);

  static native Pointer llama_print_system_info();
}
