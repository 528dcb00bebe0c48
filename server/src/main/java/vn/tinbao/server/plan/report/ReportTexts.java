package vn.tinbao.server.plan.report;

import io.micronaut.serde.ObjectMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import vn.tinbao.server.vault.SecretSeal;

/** Kept texts, opened and sealed. */
@Singleton
final class ReportTexts {
  private final ReportRows rows;
  private final SecretSeal seal;
  private final ObjectMapper json;

  ReportTexts(ReportRows rows, SecretSeal seal, ObjectMapper json) {
    this.rows = rows;
    this.seal = seal;
    this.json = json;
  }

  /** The newest text of a report; empty while nobody has begun it. */
  Optional<ReportText> newest(UUID report) {
    return rows.newest(report).map(this::open);
  }

  private ReportText open(ReportRows.SealedText text) {
    try {
      return json.readValue(
          seal.open(text.content(), ReportRows.TEXT_CONTEXT + text.id()), ReportText.class);
    } catch (IOException e) {
      throw new IllegalStateException("Text " + text.id() + " cannot be read", e);
    }
  }

  /** Keeps one; in the caller's transaction. */
  boolean keep(UUID id, UUID report, ReportText text, UUID by, Instant at) {
    try {
      return rows.text(
          id,
          report,
          seal.seal(json.writeValueAsBytes(text), ReportRows.TEXT_CONTEXT + id),
          text.annex().asOf(),
          by,
          at);
    } catch (IOException e) {
      throw new IllegalStateException("Text " + id + " cannot be written", e);
    }
  }
}
