package vn.tinbao.sms.queue;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.sms.phone.SealedPhone;

/**
 * A message that arrived.
 *
 * @param id ours
 * @param from the sender
 * @param to the number of ours that it was sent to
 * @param texts its text, in order, for {@link BodyOpener#open}; of a long message those parts that
 *     are there, at least one
 * @param parts how many parts its sender made of it
 * @param receivedAt when the provider got the first of it
 * @param provider who brought it
 * @param addsTo an earlier message that was handed over without this part of it
 * @param repeatOf an earlier message that said the same minutes before: the provider brought it
 *     again, or its sender did; there is no telling
 */
public record InboundSms(
    UUID id,
    SealedPhone from,
    String to,
    List<SealedText> texts,
    int parts,
    Instant receivedAt,
    String provider,
    @Nullable UUID addsTo,
    @Nullable UUID repeatOf) {

  /**
   * One sealed text.
   *
   * @param id that it was sealed for
   * @param number which part, from 1
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record SealedText(UUID id, int number, byte[] sealed) {
    @Override
    public String toString() {
      return "SealedText[" + id + "]";
    }
  }

  public InboundSms {
    texts = List.copyOf(texts);
  }

  /** A message in one piece, new. */
  public InboundSms(
      UUID id, SealedPhone from, String to, byte[] sealed, Instant receivedAt, String provider) {
    this(id, from, to, List.of(new SealedText(id, 1, sealed)), 1, receivedAt, provider, null, null);
  }

  /** Whether parts of it are missing. */
  public boolean hasGaps() {
    return texts.size() < parts;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof InboundSms that && id.equals(that.id);
  }

  @Override
  public int hashCode() {
    return id.hashCode();
  }

  @Override
  public String toString() {
    return "InboundSms[" + id + "]";
  }
}
