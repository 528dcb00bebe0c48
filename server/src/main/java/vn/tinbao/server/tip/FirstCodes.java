package vn.tinbao.server.tip;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.live.Live;
import vn.tinbao.server.vault.FirstCode;
import vn.tinbao.server.vault.ReceiptCode;
import vn.tinbao.server.vault.ReceiptCodes;
import vn.tinbao.sms.db.SqlTime;

/**
 * One-time codes of callers, and what they are exchanged for. The table holds keyed hashes only.
 * The exchange is idempotent for one and the same claim, random bytes that the caller's own page or
 * app made up: an answer that was lost on the way can be asked for again, by nobody else.
 */
@Singleton
public class FirstCodes {
  /** Bytes of a claim. */
  public static final int CLAIM_BYTES = 16;

  private static final int MOST_ATTEMPTS = 20;

  private final FirstCodeRows rows;
  private final TipRows tips;
  private final ReceiptCodes codes;
  private final FirstCodeSettings settings;
  private final Live live;
  private final Clock clock;

  FirstCodes(
      FirstCodeRows rows,
      TipRows tips,
      ReceiptCodes codes,
      FirstCodeSettings settings,
      Live live,
      Clock clock) {
    this.rows = rows;
    this.tips = tips;
    this.codes = codes;
    this.settings = settings;
    this.live = live;
    this.clock = clock;
  }

  /** A code and until when it is good. */
  public record Issued(FirstCode code, Instant expiresAt) {}

  /**
   * The code of a tip that was typed just now, in the transaction that took it in: a tip has one.
   */
  Issued issue(UUID tipId, UUID staffId) {
    Instant now = SqlTime.now(clock);
    Instant until = now.plus(settings.valid());
    for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      FirstCode code = codes.firstCode(tipId, attempt);
      if (rows.add(tipId, codes.hash(code), attempt, staffId, now, until) == 1) {
        return new Issued(code, until);
      }
    }
    throw new IllegalStateException("No free one-time code for " + tipId);
  }

  /**
   * What may be said again to somebody who sent the form of a tip twice.
   *
   * @param code empty when the caller has used it already: nobody shall read it out any more
   */
  record Again(Optional<Issued> code) {}

  /**
   * The code that this person got for the tip.
   *
   * @return empty when somebody else got it, or its time is up: who knows a tip's id has no right
   *     to its code
   */
  Optional<Again> again(UUID tipId, UUID staffId) {
    return rows.ofTip(tipId)
        .filter(row -> row.madeBy().equals(staffId))
        .filter(row -> row.usedAt() != null || row.expiresAt().isAfter(SqlTime.now(clock)))
        .map(
            row ->
                new Again(
                    row.usedAt() == null
                        ? Optional.of(
                            new Issued(codes.firstCode(tipId, row.attempt()), row.expiresAt()))
                        : Optional.empty()));
  }

  /** Whether this is a code that can be exchanged now. */
  @Transactional
  public boolean usable(@Nullable String typed) {
    return FirstCode.parse(typed)
        .flatMap(code -> rows.unused(codes.hash(code), SqlTime.now(clock)))
        .isPresent();
  }

  /**
   * Exchanges a one-time code for the receipt code of its tip; afterwards it is dead.
   *
   * @param claim {@link #CLAIM_BYTES} random bytes of whoever asks
   * @return one and the same empty for a wrong, an expired and a used code
   */
  @Transactional
  public Optional<ReceiptCode> exchange(@Nullable String typed, byte[] claim) {
    Optional<FirstCode> code = FirstCode.parse(typed);
    if (code.isEmpty() || claim.length != CLAIM_BYTES) {
      return Optional.empty();
    }
    byte[] codeHash = codes.hash(code.get());
    byte[] claimHash = codes.claimHash(code.get(), claim);
    Instant now = SqlTime.now(clock);
    boolean first = rows.use(codeHash, claimHash, now) == 1;
    Optional<UUID> tip = rows.usedBy(codeHash, claimHash);
    if (first && tip.isPresent()) {
      UUID tipId = tip.get();
      tips.addEvent(UuidCreator.getTimeOrderedEpoch(), tipId, now, "FIRST_CODE_USED", null, "{}");
      tips.agencies(tipId)
          .forEach(agency -> live.afterCommit(TipWriter.DESK + agency, tipId.toString()));
    }
    return tip.map(codes::receiptOfTyped);
  }
}
