package vn.tinbao.server.proceeding;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What became of the case that a report led to, as it was reported.
 *
 * @param decidedOn day in Vietnam
 * @param defendants people it is about; 0: none is known yet
 * @param article code of an article of the criminal code
 * @param reportedBy agency on whose word
 * @param writtenBy who wrote it down, for the agency {@code writtenFor}
 * @param corrects the one that this one replaces; null: none
 * @param withdrawn that one was not so, and nothing stands in its place
 * @param paper number of the paper; null: none was given
 * @param counts whether it stands: not replaced and no withdrawal
 */
public record CaseOutcome(
    UUID id,
    Kind kind,
    LocalDate decidedOn,
    int defendants,
    String article,
    String reportedBy,
    Instant reportedAt,
    UUID writtenBy,
    String writtenFor,
    @Nullable UUID corrects,
    boolean withdrawn,
    @Nullable String paper,
    boolean counts) {

  /** In the order of a case. */
  public enum Kind {
    /** The investigation was concluded. */
    INVESTIGATED,
    /** The procuracy indicted. */
    INDICTED,
    /** A court of first instance judged. */
    TRIED
  }

  @Override
  public String toString() {
    return "CaseOutcome[" + id + ", " + kind + "]";
  }
}
