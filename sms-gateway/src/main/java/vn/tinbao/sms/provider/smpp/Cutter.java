package vn.tinbao.sms.provider.smpp;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jsmpp.bean.OptionalParameter;
import vn.tinbao.sms.text.Encoding;

/** Turns a text into the segments that an operator gets. */
final class Cutter {
  /** esm_class: the octets begin with a user data header. */
  static final int UDHI = 0x40;

  static final int DEFAULT_CODING = 0x00;
  static final int UCS_2_CODING = 0x08;
  private static final int MOST_PARTS = 255;

  private final Alphabet alphabet;
  private final Concatenation concatenation;

  Cutter(Alphabet alphabet, Concatenation concatenation) {
    this.alphabet = alphabet;
    this.concatenation = concatenation;
  }

  /**
   * The segments in their order.
   *
   * @param reference joins them on the phone; of it 8 or 16 bits are used
   * @throws IllegalArgumentException when there would be more than 255
   */
  List<Part> cut(String text, int reference) {
    Encoding encoding = alphabet.canEncode(text) ? Encoding.GSM_7 : Encoding.UCS_2;
    int coding = encoding == Encoding.GSM_7 ? DEFAULT_CODING : UCS_2_CODING;
    if (units(text, encoding) <= encoding.single()) {
      return List.of(new Part(0, coding, octets(text, encoding)));
    }
    if (concatenation == Concatenation.PAYLOAD) {
      return List.of(
          new Part(
              0,
              coding,
              new byte[0],
              new OptionalParameter.Message_payload(octets(text, encoding))));
    }
    List<String> texts = split(text, encoding, room(encoding));
    if (texts.size() > MOST_PARTS) {
      throw new IllegalArgumentException("More than " + MOST_PARTS + " parts");
    }
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      parts.add(part(octets(texts.get(i), encoding), coding, reference, texts.size(), i + 1));
    }
    return parts;
  }

  /** A header of 7 octets takes one septet, or one UTF-16 unit, more than the usual one of 6. */
  private int room(Encoding encoding) {
    return concatenation == Concatenation.UDH16 ? encoding.part() - 1 : encoding.part();
  }

  private Part part(byte[] octets, int coding, int reference, int total, int number) {
    return switch (concatenation) {
      case UDH8 ->
          new Part(
              UDHI,
              coding,
              join(new byte[] {5, 0, 3, (byte) reference, (byte) total, (byte) number}, octets));
      case UDH16 ->
          new Part(
              UDHI,
              coding,
              join(
                  new byte[] {
                    6, 8, 4, (byte) (reference >> 8), (byte) reference, (byte) total, (byte) number
                  },
                  octets));
      case SAR, PAYLOAD ->
          new Part(
              0,
              coding,
              octets,
              new OptionalParameter.Sar_msg_ref_num((short) reference),
              new OptionalParameter.Sar_total_segments((byte) total),
              new OptionalParameter.Sar_segment_seqnum((byte) number));
    };
  }

  private static byte[] join(byte[] header, byte[] octets) {
    byte[] joined = new byte[header.length + octets.length];
    System.arraycopy(header, 0, joined, 0, header.length);
    System.arraycopy(octets, 0, joined, header.length, octets.length);
    return joined;
  }

  private byte[] octets(String text, Encoding encoding) {
    return encoding == Encoding.GSM_7
        ? alphabet.encode(text)
        : text.getBytes(StandardCharsets.UTF_16BE);
  }

  private static int units(String text, Encoding encoding) {
    return text.codePoints().map(c -> Alphabet.width(encoding, c)).sum();
  }

  /** An escape or a surrogate pair is never torn. */
  private static List<String> split(String text, Encoding encoding, int room) {
    List<String> parts = new ArrayList<>();
    int from = 0;
    int used = 0;
    for (int i = 0; i < text.length(); ) {
      int codePoint = text.codePointAt(i);
      int width = Alphabet.width(encoding, codePoint);
      if (used + width > room) {
        parts.add(text.substring(from, i));
        from = i;
        used = 0;
      }
      used += width;
      i += Character.charCount(codePoint);
    }
    parts.add(text.substring(from));
    return parts;
  }
}
