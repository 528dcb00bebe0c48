package vn.tinbao.sms.queue;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.tinbao.sms.phone.SmsSender;

/**
 * What a provider hands in: a message, or one part of a long one.
 *
 * @param provider its name
 * @param providerMessageId unique within the provider, at most {@value #LONGEST_ID} characters;
 *     null where it gives none (SMPP), then the same again is kept and flagged as a repeat
 * @param from the sender; a name or short code is kept like a number
 * @param to our number that was written to; control characters are dropped
 * @param text as it came: not composed, not trimmed, perhaps empty. Half a surrogate pair at the
 *     edge of a part is kept, so build it from 16-bit units, not with a decoder that replaces them
 * @param at when the provider got it
 * @param part null when this is all of it
 * @param media what came with it and has still to be fetched
 */
public record ReceivedSms(
    String provider,
    @Nullable String providerMessageId,
    SmsSender from,
    String to,
    String text,
    Instant at,
    @Nullable Part part,
    List<Media> media) {

  /** Longest id of a provider, in characters. */
  public static final int LONGEST_ID = 200;

  private static final int LONGEST_TO = 40;

  public ReceivedSms {
    if (providerMessageId != null
        && (providerMessageId.isEmpty()
            || providerMessageId.length() > LONGEST_ID
            || providerMessageId.indexOf(0) >= 0)) {
      throw new IllegalArgumentException(
          "A provider's id has 1 to " + LONGEST_ID + " characters, without NUL");
    }
    String shown = to.replaceAll("\\p{Cntrl}", "");
    to = shown.substring(0, Math.min(shown.length(), LONGEST_TO));
    media = List.copyOf(media);
  }

  /** A whole message without anything else. */
  public ReceivedSms(
      String provider,
      @Nullable String providerMessageId,
      SmsSender from,
      String to,
      String text,
      Instant at) {
    this(provider, providerMessageId, from, to, text, at, null, List.of());
  }

  /**
   * Which part of which long message (3GPP TS 23.040, 9.2.3.24.1 and .8; SMPP sar_*).
   *
   * @param ref the sender's number for the long message, 8 or 16 bits
   * @param total 2 to 255
   * @param number 1 to {@code total}
   */
  public record Part(int ref, int total, int number) {
    private static final int MOST = 255;

    public Part {
      if (!fits(ref, total, number)) {
        throw new IllegalArgumentException(
            "No part of a message: " + number + " of " + total + ", reference " + ref);
      }
    }

    private static boolean fits(int ref, int total, int number) {
      return ref >= 0
          && ref <= 0xffff
          && total >= 2
          && total <= MOST
          && number >= 1
          && number <= total;
    }

    /** What a header says; null when it makes no sense: such a message is taken as a whole. */
    public static @Nullable Part read(int ref, int total, int number) {
      return fits(ref, total, number) ? new Part(ref, total, number) : null;
    }
  }

  /**
   * A picture, sound or film that the provider keeps for us.
   *
   * @param url where; the provider's words, to be checked before anything is fetched
   * @param type what the provider says it is, {@code image/jpeg}; not to be trusted
   */
  public record Media(String url, String type) {
    @Override
    public String toString() {
      return "Media[…]";
    }
  }

  /** Nothing that was said, or by whom. */
  @Override
  public String toString() {
    return "ReceivedSms[" + provider + (part == null ? "" : ", a part") + "]";
  }
}
