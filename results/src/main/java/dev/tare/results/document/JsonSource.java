package dev.tare.results.document;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** How much of an untrusted file is read. */
enum JsonSource {
  /** A document that is kept as a whole. */
  KEPT(DocumentReader.MAX_BYTES, true),
  /** One that is read past: its names are neither kept nor compared with each other. */
  STREAMED(DocumentReader.MAX_STREAMED_BYTES, false);

  private static final int MAX_DEPTH = 64;

  private final long mostBytes;
  private final JsonFactory factory;

  JsonSource(long mostBytes, boolean keepsNames) {
    this.mostBytes = mostBytes;
    this.factory =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxDocumentLength(mostBytes)
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(1 << 20)
                    .maxNameLength(1 << 10)
                    .maxNumberLength(64)
                    .build())
            .configure(StreamReadFeature.STRICT_DUPLICATE_DETECTION, keepsNames)
            .configure(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES, keepsNames)
            .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            .build();
  }

  JsonParser parser(InputStream in) throws IOException {
    return factory.createParser(in);
  }

  void refuseUnreadable(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new UnreadableDocumentException(file, "is a folder; name the document", null);
    }
    long size = Files.size(file);
    if (size > mostBytes) {
      throw new UnreadableDocumentException(
          file, "has " + size + " bytes; at most " + mostBytes + " are read", null);
    }
    if (size == 0 && Files.isRegularFile(file)) {
      throw new UnreadableDocumentException(file, "is empty", null);
    }
  }
}
