package vn.tinbao.sms.provider.smpp;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.jsmpp.bean.OptionalParameter;
import org.jspecify.annotations.Nullable;
import vn.tinbao.sms.queue.ReceivedSms;

/**
 * What somebody wrote, out of the octets of one delivery.
 *
 * @param part where it stands in a longer message; null when it is whole
 */
record IncomingText(String text, ReceivedSms.@Nullable Part part) {
  private static final int UDHI = 0x40;
  private static final int CONCATENATED_8 = 0x00;
  private static final int CONCATENATED_16 = 0x08;

  /**
   * Reads one; octets that are no text are shown as hexadecimal digits, so that nothing is lost.
   */
  static IncomingText read(Delivery delivery, Alphabet alphabet) {
    byte[] octets = delivery.octets();
    ReceivedSms.Part part = sar(delivery.parameters());
    if ((delivery.esmClass() & UDHI) != 0 && octets.length > 0) {
      int header = (octets[0] & 0xFF) + 1;
      if (header <= octets.length) {
        ReceivedSms.Part named = udh(octets, header);
        part = named != null ? named : part;
        octets = Arrays.copyOfRange(octets, header, octets.length);
      }
    }
    return new IncomingText(decode(octets, delivery.dataCoding(), alphabet), part);
  }

  private static ReceivedSms.@Nullable Part udh(byte[] octets, int header) {
    for (int i = 1; i + 1 < header; i += 2 + (octets[i + 1] & 0xFF)) {
      int length = octets[i + 1] & 0xFF;
      int at = i + 2;
      if (at + length > header) {
        return null;
      }
      if (octets[i] == CONCATENATED_8 && length == 3) {
        return segment(octets[at] & 0xFF, octets[at + 1], octets[at + 2]);
      }
      if (octets[i] == CONCATENATED_16 && length == 4) {
        return segment(
            (octets[at] & 0xFF) << 8 | (octets[at + 1] & 0xFF), octets[at + 2], octets[at + 3]);
      }
    }
    return null;
  }

  private static ReceivedSms.@Nullable Part sar(OptionalParameter[] parameters) {
    Integer reference = null;
    byte total = 0;
    byte number = 0;
    for (OptionalParameter parameter : parameters) {
      if (parameter instanceof OptionalParameter.Sar_msg_ref_num sar) {
        reference = sar.getValue() & 0xFFFF;
      } else if (parameter instanceof OptionalParameter.Sar_total_segments sar) {
        total = sar.getValue();
      } else if (parameter instanceof OptionalParameter.Sar_segment_seqnum sar) {
        number = sar.getValue();
      }
    }
    return reference == null ? null : segment(reference, total, number);
  }

  /** A part "3 of 2" is a message of its own; so is the only one. */
  private static ReceivedSms.@Nullable Part segment(int reference, byte total, byte number) {
    int of = total & 0xFF;
    int which = number & 0xFF;
    return of > 1 && which >= 1 && which <= of ? new ReceivedSms.Part(reference, of, which) : null;
  }

  /** SMPP 3.4 section 5.2.19; the GSM groups by 3GPP TS 23.038 section 4. */
  private static String decode(byte[] octets, int coding, Alphabet alphabet) {
    return switch (coding) {
      case 0x00 -> alphabet.decode(octets);
      case 0x01, 0x03 -> new String(octets, StandardCharsets.ISO_8859_1);
      case 0x08 -> ucs2(octets);
      default -> group(octets, coding, alphabet);
    };
  }

  private static String group(byte[] octets, int coding, Alphabet alphabet) {
    if ((coding & 0xF0) == 0xF0) { // data coding and message class
      return (coding & 0x04) == 0 ? alphabet.decode(octets) : hex(octets);
    }
    if ((coding & 0xC0) == 0 && coding >= 0x10) { // general group with a message class
      return switch (coding & 0x0C) {
        case 0x00 -> alphabet.decode(octets);
        case 0x08 -> ucs2(octets);
        default -> hex(octets);
      };
    }
    return hex(octets);
  }

  /** Half a surrogate pair stays half: its other half is in the next part. */
  private static String ucs2(byte[] octets) {
    StringBuilder text = new StringBuilder(octets.length / 2);
    for (int i = 0; i + 1 < octets.length; i += 2) {
      text.append((char) ((octets[i] & 0xFF) << 8 | (octets[i + 1] & 0xFF)));
    }
    if (octets.length % 2 == 1) {
      text.append(hex(new byte[] {octets[octets.length - 1]}));
    }
    return text.toString();
  }

  private static String hex(byte[] octets) {
    return "[" + HexFormat.of().withUpperCase().formatHex(octets) + "]";
  }

  @Override
  public String toString() {
    return "IncomingText[" + text.length() + "]";
  }
}
