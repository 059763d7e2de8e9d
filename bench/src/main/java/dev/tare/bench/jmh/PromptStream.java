package dev.tare.bench.jmh;

import dev.tare.bench.engine.TextEngine;
import dev.tare.fixtures.document.Document;
import dev.tare.fixtures.document.Documents;
import java.util.ArrayList;
import java.util.List;

/** Prompts of exact length, cut from the fixture documents as the model tokenizes them. */
final class PromptStream {
  private final TextEngine engine;
  private final List<Document> documents = Documents.all();

  PromptStream(TextEngine engine) {
    this.engine = engine;
  }

  /** Number of prompts that begin differently. */
  int size() {
    return documents.size();
  }

  /**
   * A prompt.
   *
   * @param index which document it begins with; any number from 0, taken round
   * @param tokens its length, 1 or more; it goes on into the next documents
   */
  int[] prompt(int index, int tokens) {
    int[] prompt = new int[tokens];
    int filled = 0;
    for (int i = index; filled < tokens; i++) {
      int[] next = engine.tokenize(documents.get(i % size()).text(), i == index);
      int count = Math.min(next.length, tokens - filled);
      System.arraycopy(next, 0, prompt, filled, count);
      filled += count;
    }
    return prompt;
  }

  /** The first few prompts. */
  List<int[]> prompts(int count, int tokens) {
    List<int[]> prompts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      prompts.add(prompt(i, tokens));
    }
    return List.copyOf(prompts);
  }
}
