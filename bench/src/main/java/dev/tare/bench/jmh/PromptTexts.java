package dev.tare.bench.jmh;

import dev.tare.bench.engine.GenerationEngine;
import dev.tare.fixtures.document.Document;
import dev.tare.fixtures.document.Documents;
import java.util.ArrayList;
import java.util.List;

/** Prompts as text, cut from the fixture documents to a number of tokens. */
final class PromptTexts {
  private PromptTexts() {}

  /**
   * Cuts prompts.
   *
   * @param engine counts the tokens
   * @param count how many prompts, each beginning with another document
   * @param tokens the most tokens a prompt may have, 2 or more
   */
  static List<String> cut(GenerationEngine engine, int count, int tokens) {
    List<Document> documents = Documents.all();
    List<String> prompts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      prompts.add(longestPrefix(engine, textFrom(documents, i, tokens), tokens));
    }
    return List.copyOf(prompts);
  }

  /** Text that has more than enough tokens: a token is rarely longer than a word. */
  private static String textFrom(List<Document> documents, int index, int tokens) {
    StringBuilder text = new StringBuilder();
    int enough = tokens * 16;
    for (int i = index; text.length() < enough; i++) {
      text.append(documents.get(i % documents.size()).text()).append('\n');
    }
    return text.substring(0, enough);
  }

  /** Binary search; the number of tokens hardly ever falls when text is added. */
  private static String longestPrefix(GenerationEngine engine, String text, int tokens) {
    int fits = 1;
    int tooLong = text.length() + 1;
    while (tooLong - fits > 1) {
      int middle = (fits + tooLong) >>> 1;
      if (engine.countTokens(text.substring(0, middle)) <= tokens) {
        fits = middle;
      } else {
        tooLong = middle;
      }
    }
    return text.substring(0, fits);
  }
}
