/*
 * The C half of ParityBenchmark: the barest loop over llama.cpp's C API, in a process without a JVM.
 *
 *     loop LIBRARY MODEL THREADS CONTEXT
 *
 * opens the library that Tare uses (libjllama.so) and a model, then obeys one command a line:
 *
 *     set K N TOKEN...             K sequences of N tokens, for all that follows
 *     fill DEPTH TOKEN...          empties the context and fills it with DEPTH tokens
 *     decode DEPTH TOKENS OPS      OPS times: TOKENS tokens, greedily, behind DEPTH and the first
 *                                  token of the next sequence
 *     prefill OPS                  OPS times: the next sequence into an empty context
 *
 * decode and prefill run one operation more, first, which is not measured. Each command is answered
 * by the measured time in ns and a hash of what came out. The parameters are those of Tare's
 * LlamaTextEngine. Structures are those of llama.cpp b4916 (llama.h).
 */
#include <dlfcn.h>
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

struct model_params {
  void *devices;
  int32_t n_gpu_layers;
  int32_t split_mode;
  int32_t main_gpu;
  const float *tensor_split;
  void *progress_callback;
  void *progress_callback_user_data;
  const void *kv_overrides;
  bool vocab_only, use_mmap, use_mlock, check_tensors;
};

struct context_params {
  uint32_t n_ctx, n_batch, n_ubatch, n_seq_max;
  int32_t n_threads, n_threads_batch;
  int32_t rope_scaling_type, pooling_type, attention_type;
  float rope_freq_base, rope_freq_scale;
  float yarn_ext_factor, yarn_attn_factor, yarn_beta_fast, yarn_beta_slow;
  uint32_t yarn_orig_ctx;
  float defrag_thold;
  void *cb_eval, *cb_eval_user_data;
  int32_t type_k, type_v;
  bool logits_all, embeddings, offload_kqv, flash_attn, no_perf;
  void *abort_callback, *abort_callback_data;
};

struct batch {
  int32_t n_tokens;
  int32_t *token;
  float *embd;
  int32_t *pos;
  int32_t *n_seq_id;
  int32_t **seq_id;
  int8_t *logits;
};

static void (*backend_init)(void);
static void (*log_set)(void (*)(int, const char *, void *), void *);
static struct model_params (*model_defaults)(void);
static struct context_params (*context_defaults)(void);
static void *(*load_model)(const char *, struct model_params);
static void *(*new_context)(void *, struct context_params);
static const void *(*model_vocab)(const void *);
static int32_t (*vocab_size)(const void *);
static int32_t (*decode)(void *, struct batch);
static float *(*logits_of)(void *, int32_t);
static void (*cache_clear)(void *);
static bool (*cache_trim)(void *, int32_t, int32_t, int32_t);

static void *context;
static int32_t vocabulary, batch_tokens;
static struct batch batch;
static int32_t *sequences;
static int32_t sequence_count, sequence_length;

static void fail(const char *what) {
  fprintf(stderr, "loop: %s\n", what);
  exit(1);
}

static void *allocate(size_t count, size_t size) {
  void *memory = calloc(count, size);
  if (!memory) fail("out of memory");
  return memory;
}

static void quiet(int level, const char *text, void *data) {
  (void)level, (void)text, (void)data;
}

static uint64_t now_ns(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

static void bind(const char *path) {
  void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
  if (!library) fail(dlerror());
#define BIND(function, name) \
  if (!(*(void **)&function = dlsym(library, name))) fail(name " is missing")
  BIND(backend_init, "llama_backend_init");
  BIND(log_set, "llama_log_set");
  BIND(model_defaults, "llama_model_default_params");
  BIND(context_defaults, "llama_context_default_params");
  BIND(load_model, "llama_model_load_from_file");
  BIND(new_context, "llama_init_from_model");
  BIND(model_vocab, "llama_model_get_vocab");
  BIND(vocab_size, "llama_vocab_n_tokens");
  BIND(decode, "llama_decode");
  BIND(logits_of, "llama_get_logits_ith");
  BIND(cache_clear, "llama_kv_self_clear");
  BIND(cache_trim, "llama_kv_self_seq_rm");
#undef BIND
}

static uint32_t least(uint32_t a, uint32_t b) { return a < b ? a : b; }

static void open_model(const char *path, int32_t threads, uint32_t tokens) {
  log_set(quiet, NULL);
  backend_init();
  struct context_params params = context_defaults();
  if (params.n_ctx != 512 || params.n_batch != 2048 || params.type_k != 1 ||
      params.defrag_thold != -1.0f || !params.offload_kqv)
    fail("the library's structures are not those of llama.cpp b4916");
  void *model = load_model(path, model_defaults());
  if (!model) fail("llama.cpp cannot load the model");
  params.n_ctx = tokens;
  params.n_batch = least(2048, tokens);
  params.n_ubatch = least(512, params.n_batch);
  params.n_threads = params.n_threads_batch = threads;
  context = new_context(model, params);
  if (!context) fail("llama.cpp cannot create the context");
  vocabulary = vocab_size(model_vocab(model));
  batch_tokens = (int32_t)params.n_batch;
}

static void make_batch(void) {
  static int32_t zero = 0;
  size_t n = (size_t)batch_tokens;
  batch.token = allocate(n, sizeof *batch.token);
  batch.pos = allocate(n, sizeof *batch.pos);
  batch.n_seq_id = allocate(n, sizeof *batch.n_seq_id);
  batch.seq_id = allocate(n, sizeof *batch.seq_id);
  batch.logits = allocate(n, sizeof *batch.logits);
  for (size_t i = 0; i < n; i++) {
    batch.n_seq_id[i] = 1;
    batch.seq_id[i] = &zero;
  }
}

static int32_t first(int32_t left, float left_most, int32_t right, float right_most) {
  if (left_most == right_most) return left < right ? left : right;
  return left_most > right_most ? left : right;
}

static float larger(float a, float b) { return a > b ? a : b; }

/* Four independent chains: one chain would wait for each comparison before the next. */
static int32_t likeliest(void) {
  const float *logits = logits_of(context, -1);
  int32_t a = 0, b = 0, c = 0, d = 0, i = 0;
  float most_a = -INFINITY, most_b = -INFINITY, most_c = -INFINITY, most_d = -INFINITY;
  for (; i + 3 < vocabulary; i += 4) {
    if (logits[i] > most_a) most_a = logits[i], a = i;
    if (logits[i + 1] > most_b) most_b = logits[i + 1], b = i + 1;
    if (logits[i + 2] > most_c) most_c = logits[i + 2], c = i + 2;
    if (logits[i + 3] > most_d) most_d = logits[i + 3], d = i + 3;
  }
  for (; i < vocabulary; i++)
    if (logits[i] > most_a) most_a = logits[i], a = i;
  int32_t ab = first(a, most_a, b, most_b);
  int32_t cd = first(c, most_c, d, most_d);
  return first(ab, larger(most_a, most_b), cd, larger(most_c, most_d));
}

static int32_t append(const int32_t *tokens, int32_t count, int32_t depth) {
  for (int32_t from = 0; from < count; from += batch_tokens) {
    int32_t n = (int32_t)least((uint32_t)batch_tokens, (uint32_t)(count - from));
    for (int32_t i = 0; i < n; i++) {
      batch.token[i] = tokens[from + i];
      batch.pos[i] = depth + from + i;
      batch.logits[i] = from + i == count - 1;
    }
    batch.n_tokens = n;
    if (decode(context, batch)) fail("llama_decode failed");
  }
  return likeliest();
}

static void trim(int32_t depth) {
  if (depth == 0)
    cache_clear(context);
  else if (!cache_trim(context, 0, depth, -1))
    fail("llama.cpp cannot trim its cache");
}

static int32_t generate(int32_t token, int32_t depth, int32_t count) {
  for (int32_t i = 0; i < count; i++) token = append(&token, 1, depth + i);
  return token;
}

/* tokens is 0 for prefill. */
static void measure(int32_t depth, int32_t tokens, int32_t operations) {
  uint64_t elapsed = 0;
  uint32_t hash = 0;
  for (int32_t i = -1; i < operations; i++) {
    size_t which = i < 0 ? 0 : (size_t)(i % sequence_count);
    const int32_t *sequence = sequences + which * (size_t)sequence_length;
    trim(depth);
    uint64_t start = now_ns();
    int32_t answer = tokens > 0 ? generate(sequence[0], depth, tokens)
                                : append(sequence, sequence_length, 0);
    uint64_t end = now_ns();
    if (i >= 0) {
      elapsed += end - start;
      hash = hash * 31 + (uint32_t)answer;
    }
  }
  printf("%llu %u\n", (unsigned long long)elapsed, hash);
}

static int32_t number(void) {
  int32_t value;
  if (scanf("%d", &value) != 1 || value < 0) fail("a number from 0 is expected");
  return value;
}

static int32_t *numbers(size_t count) {
  int32_t *values = allocate(count, sizeof *values);
  for (size_t i = 0; i < count; i++) values[i] = number();
  return values;
}

static void set(void) {
  sequence_count = number();
  sequence_length = number();
  if (sequence_count < 1 || sequence_length < 1) fail("a sequence is expected");
  free(sequences);
  sequences = numbers((size_t)sequence_count * (size_t)sequence_length);
  printf("0 0\n");
}

static void fill(void) {
  int32_t depth = number();
  int32_t *tokens = numbers((size_t)depth);
  trim(0);
  printf("0 %u\n", depth > 0 ? (uint32_t)append(tokens, depth, 0) : 0);
  free(tokens);
}

static void obey(char command) {
  int32_t depth, tokens, operations;
  switch (command) {
    case 's':
      set();
      break;
    case 'f':
      fill();
      break;
    case 'd':
      depth = number(), tokens = number(), operations = number();
      if (!sequences || tokens < 1) fail("decode needs a sequence and tokens");
      measure(depth, tokens, operations);
      break;
    case 'p':
      operations = number();
      if (!sequences) fail("prefill needs a sequence");
      measure(0, 0, operations);
      break;
    default:
      fail("unknown command");
  }
  fflush(stdout);
}

int main(int argc, char **argv) {
  char command[16];
  if (argc != 5 || atoi(argv[3]) < 1 || atoi(argv[4]) < 1)
    fail("usage: loop LIBRARY MODEL THREADS CONTEXT");
  bind(argv[1]);
  open_model(argv[2], atoi(argv[3]), (uint32_t)atoi(argv[4]));
  make_batch();
  while (scanf("%15s", command) == 1) obey(command[0]);
  return 0;
}
