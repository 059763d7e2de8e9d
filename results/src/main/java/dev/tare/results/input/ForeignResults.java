package dev.tare.results.input;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a file that is not Tare's holds, before it is known where it was measured.
 *
 * @param suite what stands for the suite
 * @param tool name → version of what measured, and its settings
 * @param cells what was measured; no two have the same {@link ForeignCell#id()}
 * @param warnings doubts about the whole, one line each
 * @param startedAt when the first test began, if the file says so
 * @param finishedAt when the last test began, if the file says so
 */
record ForeignResults(
    String suite,
    Map<String, String> tool,
    List<ForeignCell> cells,
    List<String> warnings,
    Optional<Instant> startedAt,
    Optional<Instant> finishedAt) {}
