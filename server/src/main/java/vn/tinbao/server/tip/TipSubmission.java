package vn.tinbao.server.tip;

import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.understanding.Category;
import vn.tinbao.sms.phone.SealedPhone;

/**
 * A report on its way in, from whatever channel.
 *
 * @param id UUIDv7 made by whoever wrote it
 * @param replayKey 16 random bytes made with it: who has both has the receipt
 * @param narrative as sent, 1–20,000 characters
 * @param category as chosen by the sender, null when not
 * @param occurredAt as told by the sender
 * @param phone where answers may be sent by SMS, null when nowhere
 * @param hotlineUnitId unit whose line or page received it, null when nationwide
 * @param official whose official is involved, in the sender's words, at most {@link #MOST_OFFICIAL}
 *     characters; empty when they did not say; null when none is
 * @param receivedBy agency at whose desk it was typed, null when it came by itself
 */
public record TipSubmission(
    UUID id,
    byte[] replayKey,
    Channel channel,
    String narrative,
    @Nullable Category category,
    @Nullable OffsetDateTime occurredAt,
    @Nullable GivenPlace place,
    @Nullable Reporter reporter,
    @Nullable SealedPhone phone,
    Locale language,
    boolean immediateDanger,
    @Nullable Long hotlineUnitId,
    @Nullable String official,
    @Nullable String receivedBy) {

  /** Longest narrative, in characters. */
  public static final int MOST_CHARACTERS = 20_000;

  /** Longest answer to: whose official? */
  public static final int MOST_OFFICIAL = 500;

  /** A report that nobody typed for its sender. */
  public TipSubmission(
      UUID id,
      byte[] replayKey,
      Channel channel,
      String narrative,
      @Nullable Category category,
      @Nullable OffsetDateTime occurredAt,
      @Nullable GivenPlace place,
      @Nullable Reporter reporter,
      @Nullable SealedPhone phone,
      Locale language,
      boolean immediateDanger,
      @Nullable Long hotlineUnitId,
      @Nullable String official) {
    this(
        id,
        replayKey,
        channel,
        narrative,
        category,
        occurredAt,
        place,
        reporter,
        phone,
        language,
        immediateDanger,
        hotlineUnitId,
        official,
        null);
  }

  /** A report without any word of an official. */
  public TipSubmission(
      UUID id,
      byte[] replayKey,
      Channel channel,
      String narrative,
      @Nullable Category category,
      @Nullable OffsetDateTime occurredAt,
      @Nullable GivenPlace place,
      @Nullable Reporter reporter,
      @Nullable SealedPhone phone,
      Locale language,
      boolean immediateDanger,
      @Nullable Long hotlineUnitId) {
    this(
        id,
        replayKey,
        channel,
        narrative,
        category,
        occurredAt,
        place,
        reporter,
        phone,
        language,
        immediateDanger,
        hotlineUnitId,
        null,
        null);
  }

  /**
   * Where, as the sender gave it.
   *
   * @param unitId chosen from the list, null when only told in words
   */
  public record GivenPlace(
      @Nullable String text, @Nullable Long unitId, @Nullable Double lat, @Nullable Double lon) {

    @Override
    public String toString() {
      return "GivenPlace[…]";
    }
  }

  /**
   * Who the sender says to be; sealed apart from everything else.
   *
   * @param safeContact how to reach them without danger, in their own words
   * @param safe the same as far as a machine can obey it; says nothing of who they are
   */
  public record Reporter(
      @Nullable String name,
      @Nullable String phone,
      @Nullable String safeContact,
      @Nullable SafeContact safe) {

    /** Words only. */
    public Reporter(@Nullable String name, @Nullable String phone, @Nullable String safeContact) {
      this(name, phone, safeContact, null);
    }

    /** Whether anything was given of who they are. */
    public boolean given() {
      return name != null || phone != null || safeContact != null;
    }

    /** Whether anything was given at all. */
    public boolean says() {
      return given() || safe != null;
    }

    @Override
    public String toString() {
      return "Reporter[…]";
    }
  }

  /** Says which tip, never what. */
  @Override
  public String toString() {
    return "TipSubmission[" + id + ", " + channel + "]";
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof TipSubmission tip
        && tip.id.equals(id)
        && Arrays.equals(tip.replayKey, replayKey);
  }

  @Override
  public int hashCode() {
    return id.hashCode();
  }
}
